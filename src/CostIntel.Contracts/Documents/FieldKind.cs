namespace CostIntel.Contracts.Documents;

/// <summary>A kind of value that a field can have.</summary>
/// <param name="Read">Reads it; throws <see cref="FormatException"/> that says what is wrong.</param>
/// <param name="Write">Writes it as YAML on one line.</param>
internal sealed record FieldKind<T>(Func<DocumentNode, T> Read, Func<T, string> Write);
