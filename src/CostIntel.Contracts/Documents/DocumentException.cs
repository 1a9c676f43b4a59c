namespace CostIntel.Contracts.Documents;

/// <summary>A document that people wrote is wrong. It is refused whole, with everything that is wrong with it.</summary>
public sealed class DocumentException : FormatException
{
    /// <summary>Creates a refusal.</summary>
    /// <param name="faults">What is wrong, at least one.</param>
    public DocumentException(IReadOnlyList<DocumentFault> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    /// <summary>Everything that is wrong, in the order of lines.</summary>
    public IReadOnlyList<DocumentFault> Faults { get; }

    /// <summary>Where the first fault is, from 1.</summary>
    public int Line => Faults[0].Line;

    /// <summary>The field that the first fault is in; empty for the document as a whole.</summary>
    public string Field => Faults[0].Field;

    /// <summary>What the first fault is.</summary>
    public string Reason => Faults[0].Reason;
}

/// <summary>One thing that is wrong with a document.</summary>
/// <param name="Line">Where, from 1.</param>
/// <param name="Field">Path of the field with dots: idle.cpu_percent; empty for the document as a whole.</param>
/// <param name="Reason">What is wrong and what is expected, in one sentence.</param>
public sealed record DocumentFault(int Line, string Field, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => Field.Length == 0 ? $"line {Line}: {Reason}" : $"line {Line}, {Field}: {Reason}";
}
