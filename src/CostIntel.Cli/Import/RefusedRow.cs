namespace CostIntel.Cli.Import;

/// <summary>A row that does not count.</summary>
/// <param name="File">The file it is in.</param>
/// <param name="Row">From 1 for the first row after the header.</param>
/// <param name="Column">The FOCUS column.</param>
/// <param name="Reason">What to mend.</param>
internal sealed record RefusedRow(string File, long Row, string Column, string Reason)
{
    public override string ToString() => $"{File}, row {Row}, {Column}: {Reason}";
}
