namespace CostIntel.Cli.Output;

/// <summary>A table of plain text: readable on a terminal and in a file, never cut off.</summary>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]> _rows = [];
    private readonly HashSet<int> _numeric = [];

    /// <summary>Columns that are aligned to the right.</summary>
    public TextTable Numeric(params int[] columns)
    {
        _numeric.UnionWith(columns);
        return this;
    }

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Write(TextWriter output)
    {
        var widths = headers.Select((header, column) =>
            Math.Max(header.Length, _rows.Select(row => row[column].Length).DefaultIfEmpty().Max())).ToArray();
        WriteRow(output, headers, widths);
        WriteRow(output, [.. widths.Select(width => new string('-', width))], widths);
        foreach (var row in _rows)
        {
            WriteRow(output, row, widths);
        }
    }

    private void WriteRow(TextWriter output, string[] cells, int[] widths) => output.WriteLine(string.Join(
        "  ",
        cells.Select((cell, column) =>
            _numeric.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
}
