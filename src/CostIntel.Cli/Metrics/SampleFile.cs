using System.Globalization;
using CostIntel.Cli.Backtest;

namespace CostIntel.Cli.Metrics;

/// <summary>One row of a file of samples.</summary>
internal readonly record struct SampleRow(long Line, string Resource, string Metric, long UnixSeconds, double Value);

/// <summary>Reads a CSV of timestamp,value and, unless they are the same for all rows, resource and metric.</summary>
internal static class SampleFile
{
    public static IEnumerable<SampleRow> Read(string path, string? resource, string? metric)
    {
        using var reader = SeriesFile.Open(path);
        var header = SeriesFile.Cells(reader.ReadLine() ?? throw new CliException($"'{path}' is empty."));
        var columns = new Columns(
            Find(header, path, "timestamp"),
            Find(header, path, "value"),
            resource is null ? Find(header, path, "resource") : -1,
            metric is null ? Find(header, path, "metric") : -1);
        var line = 1L;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (text.Length > 0)
            {
                yield return Row(path, line, SeriesFile.Cells(text), columns, resource, metric);
            }
        }
    }

    private static SampleRow Row(
        string path, long line, string[] cells, Columns columns, string? resource, string? metric)
    {
        if (cells.Length <= columns.Last)
        {
            throw new CliException($"'{path}' line {line} has {cells.Length} columns; the header has more.");
        }

        var value = double.TryParse(cells[columns.Value], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CliException($"'{path}' line {line}: the value is '{cells[columns.Value]}'; expected a number.");
        return new(
            line,
            resource ?? cells[columns.Resource],
            metric ?? cells[columns.Metric],
            SeriesFile.Time(cells[columns.Time], path, line),
            value);
    }

    private static int Find(string[] header, string path, string name)
    {
        var found = Array.FindIndex(header, column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase));
        return found >= 0
            ? found
            : throw new CliException(
                $"'{path}' has no column {name}; it has {string.Join(", ", header)}."
                + (name is "resource" or "metric" ? $" Or give --{name} for all rows." : ""));
    }

    private readonly record struct Columns(int Time, int Value, int Resource, int Metric)
    {
        public int Last => Math.Max(Math.Max(Time, Value), Math.Max(Resource, Metric));
    }
}
