using System.Globalization;

namespace CostIntel.Bench.Detection.Metrics;

/// <summary>A labelled series of the Numenta Anomaly Benchmark.</summary>
/// <param name="Name">Its corpus and file.</param>
/// <param name="Times">When its points were measured, as the file writes it.</param>
/// <param name="Seconds">The same, Unix seconds UTC.</param>
/// <param name="Values">What was measured, as the file writes it.</param>
/// <param name="Points">What was measured.</param>
/// <param name="Windows">The first and the last row of each labelled anomaly.</param>
internal sealed record NabFile(
    string Name, string[] Times, long[] Seconds, string[] Values, double[] Points, (int First, int Last)[] Windows)
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    /// <summary>Reads a file of columns timestamp and value.</summary>
    public static NabFile Read(string path, string name, IEnumerable<string[]> windows)
    {
        var rows = File.ReadLines(path).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')).ToList();
        var times = rows.ConvertAll(row => row[0]).ToArray();
        var values = rows.ConvertAll(row => row[1]).ToArray();
        return new(
            name,
            times,
            Array.ConvertAll(times, SecondsOf),
            values,
            Array.ConvertAll(values, value => double.Parse(value, CultureInfo.InvariantCulture)),
            [.. windows.Select(window => (RowOf(times, window[0], path), RowOf(times, window[1], path)))]);
    }

    private static long SecondsOf(string time) => new DateTimeOffset(
        DateTime.ParseExact(time, TimeFormat, CultureInfo.InvariantCulture), TimeSpan.Zero).ToUnixTimeSeconds();

    // Labels write fractions of a second, the data does not.
    private static int RowOf(string[] times, string time, string path) =>
        Array.IndexOf(times, time.Split('.')[0]) is >= 0 and var row
            ? row
            : throw new InvalidDataException($"{path}: no row has the time {time} of a label.");
}
