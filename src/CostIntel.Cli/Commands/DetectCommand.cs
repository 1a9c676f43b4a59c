using System.CommandLine;
using System.Globalization;
using CostIntel.Cli.Backtest;
using CostIntel.Cli.Output;
using CostIntel.Domain.Incidents.Rules;

namespace CostIntel.Cli.Commands;

/// <summary><c>costintel detect</c>: runs the engine's detectors over a file, without an engine.</summary>
internal sealed class DetectCommand(TextWriter output, TextWriter error)
{
    private const int ShownMax = 50;

    private readonly Argument<string> _file = new("FILE") { Description = "A CSV with the columns timestamp and value, oldest first." };
    private readonly Option<string> _kind = new Option<string>("--as")
    {
        Description = "metric: any measured series; cost: spend per hour or day.", DefaultValueFactory = _ => "metric",
    }.AcceptOnlyFromAmong("metric", "cost");

    private readonly Option<string> _sensitivity = new Option<string>("--sensitivity")
    {
        Description = "lowest, low, normal, high or highest: how little it takes for an alert.", DefaultValueFactory = _ => "normal",
    }.AcceptOnlyFromAmong("lowest", "low", "normal", "high", "highest");

    private readonly Option<string?> _output = new("--output")
    {
        Description = "Writes timestamp,value,anomaly_score (0 to 1) of every row to this file; - for standard output.", HelpName = "FILE",
    };

    private readonly Option<string?> _labels = new("--labels")
    {
        Description = "A CSV of start,end of known anomalies: reports precision, recall and delay.", HelpName = "FILE",
    };

    public static Command Create(TextWriter output, TextWriter error)
    {
        var detect = new DetectCommand(output, error);
        return Subcommand.Create(
            "detect", "Shows what the engine's detectors make of your history: costintel detect cpu.csv --output scored.csv",
            error, detect.RunAsync, detect._file, detect._kind, detect._sensitivity, detect._output, detect._labels);
    }

    private async Task RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (file, kind) = (parsed.GetValue(_file)!, parsed.GetValue(_kind)!);
        var points = SeriesFile.Read(file).ToList();
        var threshold = SensitivityScale.ThresholdOf(
            Enum.Parse<Sensitivity>(parsed.GetValue(_sensitivity)!, ignoreCase: true));
        var judge = Judge.Of(kind, threshold, points);
        var judged = new Judged[points.Count];
        for (var i = 0; i < points.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            judged[i] = judge.Take(points[i]);
        }

        if (parsed.GetValue(_output) is { } target)
        {
            await WriteScoresAsync(target, points, judged);
        }

        var summary = parsed.GetValue(_output) == "-" ? error : output;
        WriteAlerts(summary, points, judged, threshold);
        if (parsed.GetValue(_labels) is { } labels)
        {
            WriteReport(summary, LabelFile.Read(labels), points, judged);
        }
    }

    private async Task WriteScoresAsync(string target, List<SeriesPoint> points, Judged[] judged)
    {
        await using var file = target == "-" ? null : Create(target);
        var writer = file ?? output;
        await writer.WriteLineAsync("timestamp,value,anomaly_score");
        for (var i = 0; i < points.Count; i++)
        {
            await writer.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{points[i].TimeText},{points[i].ValueText},{judged[i].Score:0.######}"));
        }
    }

    private static StreamWriter Create(string path)
    {
        try
        {
            return new StreamWriter(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{path}' cannot be written: {fault.Message}");
        }
    }

    private static void WriteAlerts(TextWriter writer, List<SeriesPoint> points, Judged[] judged, double threshold)
    {
        var alerts = Enumerable.Range(0, points.Count).Where(index => judged[index].IsAlert).ToList();
        var table = new TextTable("timestamp", "value", "expected", "score").Numeric(1, 2, 3);
        foreach (var index in alerts.Take(ShownMax))
        {
            table.Add(
                points[index].TimeText,
                points[index].ValueText,
                judged[index].Expected.ToString("G5", CultureInfo.InvariantCulture),
                judged[index].Score.ToString("0.00", CultureInfo.InvariantCulture));
        }

        table.Write(writer);
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{alerts.Count} alerts in {points.Count} rows at a score of {threshold} and more"
            + $"{(alerts.Count > ShownMax ? $"; the first {ShownMax} are shown" : "")}."));
        foreach (var why in judged.Where(row => row.Note.Length > 0).GroupBy(row => row.Note))
        {
            writer.WriteLine($"{why.Count()} rows were not judged: {why.Key}.");
        }
    }

    private static void WriteReport(
        TextWriter writer, List<(long Start, long End)> windows, List<SeriesPoint> points, Judged[] judged)
    {
        var alerts = Enumerable.Range(0, points.Count).Where(index => judged[index].IsAlert).Select(index => points[index].UnixSeconds).ToList();
        var (first, last) = points.Count == 0 ? (0, 0) : (points.Min(point => point.UnixSeconds), points.Max(point => point.UnixSeconds));
        var report = LabelReport.Of(windows, alerts, first, last);
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"precision {report.Precision:0.00}, recall {report.Recall:0.00} ({report.Found} of {report.Windows} known anomalies), "
            + $"{report.False} false alerts, median delay {TimeSpan.FromSeconds(report.DelaySeconds)}"));
    }
}
