namespace CostIntel.Connectors;

/// <summary>Why one row of a statement was left out.</summary>
/// <param name="Row">1 is the first row after the header; blank lines do not count.</param>
/// <param name="Column">The FOCUS column at fault; empty when it is the row as a whole.</param>
/// <param name="Reason">A sentence a person can act on.</param>
public sealed record RowFault(long Row, string Column, string Reason)
{
    /// <summary>Place and reason in one line.</summary>
    public override string ToString() =>
        Column.Length == 0 ? $"data row {Row}: {Reason}" : $"data row {Row}, column {Column}: {Reason}";
}
