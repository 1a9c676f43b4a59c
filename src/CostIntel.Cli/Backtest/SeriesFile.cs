using System.Globalization;

namespace CostIntel.Cli.Backtest;

/// <summary>Reads a CSV of timestamp,value, row by row; the columns are found by name, others are ignored.</summary>
internal static class SeriesFile
{
    private static readonly string[] TimeNames = ["timestamp", "time", "date", "chargeperiodstart", "hour", "day"];
    private static readonly string[] ValueNames = ["value", "cost", "effectivecost", "billedcost", "amount"];

    public static IEnumerable<SeriesPoint> Read(string path)
    {
        using var reader = Open(path);
        var header = Cells(reader.ReadLine() ?? throw new CliException($"'{path}' is empty."));
        var time = Find(header, TimeNames);
        var value = Find(header, ValueNames);
        if (time < 0 || value < 0)
        {
            throw new CliException(
                $"'{path}' must begin with a header that names a column timestamp and a column value; it has {string.Join(", ", header)}.");
        }

        var line = 1L;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (text.Length > 0)
            {
                yield return Point(path, line, Cells(text), time, value);
            }
        }
    }

    /// <summary>A time; UTC unless it says otherwise.</summary>
    public static long Time(string text, string path, long line) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        ? time.ToUnixTimeSeconds()
        : throw new CliException($"'{path}' line {line}: the time is '{text}'; expected one like 2026-11-01T00:00:00Z.");

    public static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{path}' cannot be read: {fault.Message}");
        }
    }

    public static string[] Cells(string line) => [.. line.Split(',').Select(cell => cell.Trim().Trim('"'))];

    private static SeriesPoint Point(string path, long line, string[] cells, int time, int value)
    {
        if (cells.Length <= Math.Max(time, value))
        {
            throw new CliException($"'{path}' line {line} has {cells.Length} columns; the header has more.");
        }

        // No number is a missing measurement: detectors say what they make of it.
        var number = double.TryParse(cells[value], NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : double.NaN;
        return new(line, cells[time], cells[value], Time(cells[time], path, line), number);
    }

    private static int Find(string[] header, string[] names) =>
        Array.FindIndex(header, name => names.Contains(name, StringComparer.OrdinalIgnoreCase));
}
