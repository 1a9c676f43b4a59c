namespace CostIntel.Domain.Audit;

/// <summary>What is wrong with a log.</summary>
public enum AuditFaultKind
{
    /// <summary>An entry or its hash is not what it was.</summary>
    Edited = 1,

    /// <summary>Entries are gone.</summary>
    Missing = 2,

    /// <summary>An entry stands in another one's place.</summary>
    OutOfOrder = 3,

    /// <summary>The chain fits together but is not the one that was marked: it was written anew.</summary>
    Rewritten = 4,
}

/// <summary>The first fault of a log.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Sequence">The first entry that cannot be trusted.</param>
/// <param name="Text">The same in words.</param>
public sealed record AuditFault(AuditFaultKind Kind, long Sequence, string Text);
