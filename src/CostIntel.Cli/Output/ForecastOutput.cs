using System.Globalization;
using CostIntel.Contracts.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CostIntel.Cli.Output;

/// <summary>Writes forecasts, and what the month comes to above them.</summary>
internal static class ForecastOutput
{
    private static readonly JsonFormatter Json = new(
        JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true).WithFormatDefaultValues(true));

    public static void Write(
        TextWriter output,
        string format,
        ForecastCostsRequest request,
        ForecastCostsResponse forecast,
        ProjectMonthResponse projection)
    {
        switch (format)
        {
            case OutputFormat.Json:
                output.WriteLine($"{{\"forecast\":{Json.Format(forecast)},\"projection\":{Json.Format(projection)}}}");
                break;
            case OutputFormat.Csv:
                WriteCsv(output, request, forecast);
                break;
            default:
                WriteTable(output, request, forecast, projection);
                break;
        }
    }

    private static void WriteCsv(TextWriter output, ForecastCostsRequest request, ForecastCostsResponse answer)
    {
        output.WriteLine(CsvLine.Of(
            ["start", "end", .. request.GroupBy, "currency", "expected", "low", "high", .. Actual(request, "actual")]));
        foreach (var series in answer.Forecasts)
        {
            foreach (var slot in series.Slots)
            {
                output.WriteLine(CsvLine.Of(
                [
                    Time(request, slot.Start),
                    Time(request, slot.End),
                    .. series.Keys,
                    series.Currency,
                    slot.Expected,
                    slot.Low,
                    slot.High,
                    .. Actual(request, slot.Actual),
                ]));
            }
        }
    }

    private static void WriteTable(
        TextWriter output, ForecastCostsRequest request, ForecastCostsResponse answer, ProjectMonthResponse projection)
    {
        if (answer.Reason.Length > 0)
        {
            output.WriteLine(answer.Reason);
            return;
        }

        foreach (var month in projection.Months)
        {
            output.WriteLine(Sentence(month, projection.Interval));
        }

        foreach (var series in answer.Forecasts.Where(series => series.Reason.Length + series.Remark.Length > 0))
        {
            output.WriteLine($"{Name(series.Keys, series.Currency)}: {series.Reason}{series.Remark}");
        }

        string[] headers =
        [
            IncidentOutput.Name(request.Granularity),
            .. request.GroupBy,
            "currency",
            "expected",
            "low",
            "high",
            .. Actual(request, "so far"),
        ];
        var amounts = 1 + request.GroupBy.Count + 1;
        var table = new TextTable(headers).Numeric([.. Enumerable.Range(amounts, headers.Length - amounts)]);
        foreach (var series in answer.Forecasts)
        {
            foreach (var slot in series.Slots)
            {
                table.Add(
                [
                    Time(request, slot.Start),
                    .. series.Keys,
                    series.Currency,
                    Amount(slot.Expected),
                    Amount(slot.Low),
                    Amount(slot.High),
                    .. Actual(request, slot.Actual.Length > 0 ? Amount(slot.Actual) : ""),
                ]);
            }
        }

        table.Write(output);
        output.WriteLine(
            $"{Percent(answer.Interval)} of what comes lies from low to high; days are complete until {Day(answer.CompleteUntil)}.");
    }

    private static string Sentence(MonthOutlook month, double interval)
    {
        var name = $"{month.Month.ToDateTime():yyyy-MM} {Name(month.Keys, month.Currency)}";
        if (month.Reason.Length > 0)
        {
            return $"{name}: {month.Reason}";
        }

        var open = month.OpenToDate == "0" ? "" : $", {Amount(month.OpenToDate)} on days still open";
        var runRate = month.RunRate.Length > 0 ? $"; run rate {Amount(month.RunRate)}" : "";
        return $"{name}: {Amount(month.ToDate)} on {month.CompleteDays} of {month.Days} days{open}; "
            + $"the month {Amount(month.Expected)} ({Percent(interval)}: {Amount(month.Low)} to {Amount(month.High)}){runRate}";
    }

    private static string Name(IEnumerable<string> keys, string currency) =>
        string.Join(" ", keys.Select(key => key.Length == 0 ? "-" : key).Append(currency));

    private static string[] Actual(ForecastCostsRequest request, string cell) =>
        request.Granularity == ForecastGranularity.Month ? [cell] : [];

    private static string Time(ForecastCostsRequest request, Timestamp time) => time.ToDateTime().ToString(
        request.Granularity == ForecastGranularity.Hour ? "yyyy-MM-ddTHH:mmZ" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Day(Timestamp time) => time.ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    // Estimates: cents are enough to read, and the first digits of what is less; JSON and CSV have them all.
    private static string Amount(string text)
    {
        var amount = decimal.Parse(text, CultureInfo.InvariantCulture);
        return amount.ToString(Math.Abs(amount) is 0 or >= 1 ? "0.00" : "0.00####", CultureInfo.InvariantCulture);
    }
}
