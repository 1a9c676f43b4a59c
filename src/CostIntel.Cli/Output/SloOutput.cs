using System.Globalization;
using CostIntel.Contracts.V1;
using Google.Protobuf;

namespace CostIntel.Cli.Output;

/// <summary>Prints SLOs, how they stand, and verdicts.</summary>
internal static class SloOutput
{
    private const double Percent = 100;

    public static void Write(TextWriter output, string format, ListSlosResponse found)
    {
        if (TryWriteJson(output, format, found))
        {
            return;
        }

        var table = new TextTable("slo", "goal", "where", "by");
        foreach (var slo in found.Slos)
        {
            table.Add(slo.SloId, Goal(slo), Where(slo), slo.PutBy);
        }

        table.Write(output);
    }

    public static void Write(TextWriter output, string format, GetSloStatusResponse found)
    {
        if (TryWriteJson(output, format, found))
        {
            return;
        }

        var table = new TextTable("slo", "resource", "good", "bad", "share", "budget left", "burn 2 h", "burn 24 h", "since (UTC)")
            .Numeric(2, 3, 4, 5, 6, 7);
        foreach (var slo in found.Slos)
        {
            Add(table, slo.Slo.SloId, $"all {slo.Resources}, {slo.ResourcesSpent} spent", slo.Counts);
        }

        foreach (var resource in found.Resources)
        {
            Add(table, resource.SloId, resource.ResourceId, resource.Counts);
        }

        table.Write(output);
        foreach (var slo in found.Slos)
        {
            output.WriteLine($"{slo.Slo.SloId}: {Goal(slo.Slo)}");
        }
    }

    public static void Write(TextWriter output, string format, SlaVerdict verdict)
    {
        if (TryWriteJson(output, format, verdict))
        {
            return;
        }

        output.WriteLine(verdict.Outcome.ToString());
        foreach (var finding in verdict.Findings.OrderByDescending(finding => finding.Outcome))
        {
            output.WriteLine($"{finding.Outcome.ToString().ToLowerInvariant(),-8}{finding.Subject}: {finding.Arithmetic}");
        }
    }

    /// <summary>What an SLO asks for, in a sentence.</summary>
    public static string Goal(Slo slo) => string.Create(
        CultureInfo.InvariantCulture,
        $"{slo.Metric} {(slo.Bound == SloBound.AtMost ? "at most" : "at least")} {slo.Threshold} in {Percent * slo.Objective:0.####}% of the samples of {slo.WindowDays} days");

    private static void Add(TextTable table, string slo, string resource, SloCounts counts) => table.Add(
        slo,
        resource,
        counts.Good.ToString(CultureInfo.InvariantCulture),
        counts.Bad.ToString(CultureInfo.InvariantCulture),
        string.Create(CultureInfo.InvariantCulture, $"{Percent * counts.GoodShare:0.###}%"),
        string.Create(CultureInfo.InvariantCulture, $"{Percent * counts.BudgetLeft:0.#}%"),
        counts.BurnRateTwoHours.ToString("0.##", CultureInfo.InvariantCulture),
        counts.BurnRateDay.ToString("0.##", CultureInfo.InvariantCulture),
        counts.Since?.ToDateTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "");

    private static string Where(Slo slo) => slo.Filters.Count == 0
        ? "everything"
        : string.Join("; ", slo.Filters.Select(
            filter => $"{filter.Dimension}{(filter.Exclude ? "!=" : "=")}{string.Join(',', filter.Values)}"));

    private static bool TryWriteJson(TextWriter output, string format, IMessage message)
    {
        if (format != OutputFormat.Json)
        {
            return false;
        }

        IncidentOutput.WriteJson(output, message);
        return true;
    }
}
