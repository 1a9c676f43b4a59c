namespace CostIntel.Domain.Statements;

/// <summary>What a statement does to one key of its book.</summary>
public enum StatementChangeKind
{
    /// <summary>The key has the value already.</summary>
    Unchanged,

    /// <summary>The key was unknown.</summary>
    Inserted,

    /// <summary>The key had another value.</summary>
    Updated,

    /// <summary>The statement covers the period and no longer has the key.</summary>
    Removed,
}

/// <summary>Compares what a book keeps with what a statement says.</summary>
public static class StatementDiff
{
    /// <summary>
    /// The kind of change, and the charges to add so that what was counted becomes what is said. Parts are matched by
    /// <see cref="StatementLine.PartKey"/>; both sides come in its order.
    /// </summary>
    /// <param name="kept">The key's lines in the book; empty when it is unknown.</param>
    /// <param name="said">The key's lines in the statement; empty when it has none.</param>
    /// <param name="deltas">Receives the charges to add.</param>
    public static StatementChangeKind Compare(
        IReadOnlyList<KeyedLine> kept,
        IReadOnlyList<KeyedLine> said,
        ICollection<StatementLine> deltas)
    {
        var before = deltas.Count;
        var keptByPart = kept.ToDictionary(line => line.PartKey, line => line.Line);
        foreach (var (part, line) in said)
        {
            if (!keptByPart.Remove(part, out var old))
            {
                deltas.Add(line);
            }
            else if (!line.HasAmountsOf(old))
            {
                deltas.Add(line.Plus(old.Negated()));
            }
        }

        foreach (var (part, _) in kept)
        {
            if (keptByPart.TryGetValue(part, out var gone))
            {
                deltas.Add(gone.Negated());
            }
        }

        return (kept.Count, said.Count) switch
        {
            (0, _) => StatementChangeKind.Inserted,
            (_, 0) => StatementChangeKind.Removed,
            _ when deltas.Count == before => StatementChangeKind.Unchanged,
            _ => StatementChangeKind.Updated,
        };
    }
}

/// <summary>A line with its part key in hexadecimal.</summary>
/// <param name="PartKey">See <see cref="StatementLine.PartKey"/>.</param>
/// <param name="Line">The line.</param>
public readonly record struct KeyedLine(string PartKey, StatementLine Line);
