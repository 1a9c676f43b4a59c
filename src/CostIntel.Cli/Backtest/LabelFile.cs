namespace CostIntel.Cli.Backtest;

/// <summary>Reads what a person knows of a series: a CSV of start,end (both inclusive), or of single times.</summary>
internal static class LabelFile
{
    public static List<(long Start, long End)> Read(string path)
    {
        using var reader = SeriesFile.Open(path);
        var windows = new List<(long Start, long End)>();
        var line = 0L;
        while (reader.ReadLine() is { } text)
        {
            line++;
            var cells = SeriesFile.Cells(text);
            if (text.Length == 0 || (line == 1 && !char.IsAsciiDigit(cells[0].FirstOrDefault())))
            {
                continue;
            }

            var start = SeriesFile.Time(cells[0], path, line);
            var end = cells.Length > 1 && cells[1].Length > 0 ? SeriesFile.Time(cells[1], path, line) : start;
            windows.Add(end >= start ? (start, end) : throw new CliException($"'{path}' line {line}: the end lies before the start."));
        }

        return windows;
    }
}
