using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Orleans.CodeGenerator;

/// <summary>
/// What one declaration gives: source text, a line for the assembly's manifest, or what is wrong. Text compares by
/// value, so an edit elsewhere regenerates nothing.
/// </summary>
internal sealed class Unit(string hint, string source, string registration, ImmutableArray<Diagnostic> problems)
    : IEquatable<Unit>
{
    public string Hint { get; } = hint;

    public string Source { get; } = source;

    public string Registration { get; } = registration;

    public ImmutableArray<Diagnostic> Problems { get; } = problems;

    public bool Equals(Unit? other) =>
        other is not null
        && (Hint, Source, Registration).Equals((other.Hint, other.Source, other.Registration))
        && Problems.SequenceEqual(other.Problems);

    public override bool Equals(object? obj) => Equals(obj as Unit);

    public override int GetHashCode() => (Hint, Source).GetHashCode();
}
