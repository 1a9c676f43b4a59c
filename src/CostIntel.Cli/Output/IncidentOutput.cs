using System.Globalization;
using CostIntel.Contracts.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace CostIntel.Cli.Output;

/// <summary>Writes incidents.</summary>
internal static class IncidentOutput
{
    private static readonly JsonFormatter Json = new(
        JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true).WithFormatDefaultValues(true));

    public static void WriteJson(TextWriter output, IMessage message) => output.WriteLine(Json.Format(message));

    public static void WriteList(TextWriter output, string format, ListAnomaliesResponse answer)
    {
        if (format == OutputFormat.Json)
        {
            WriteJson(output, answer);
            return;
        }

        WriteTable(output, answer.Incidents);
        output.WriteLine($"{answer.Incidents.Count} of {answer.TotalCount} shown.");
    }

    public static void WriteTable(TextWriter output, IEnumerable<Incident> incidents)
    {
        var table = new TextTable("incident", "severity", "state", "by month end", "per hour", "currency", "opened", "what").Numeric(3, 4);
        foreach (var incident in incidents)
        {
            table.Add(
                incident.IncidentId,
                Name(incident.Severity),
                Name(incident.State) + (incident.IsProvisional ? " (provisional)" : ""),
                Amount(incident.ProjectedToMonthEnd),
                Amount(incident.BurnPerHour),
                incident.Currency,
                Time(incident.Opened),
                incident.Summary);
        }

        table.Write(output);
    }

    public static void WriteOne(TextWriter output, string format, Incident incident)
    {
        if (format == OutputFormat.Json)
        {
            WriteJson(output, incident);
            return;
        }

        output.WriteLine($"{incident.IncidentId}: {incident.Summary}");
        output.WriteLine(
            $"{Name(incident.Severity)}, {Name(incident.State)}{(incident.IsProvisional ? ", provisional" : "")}"
            + $"{(incident.Owner.Length > 0 ? $", {incident.Owner} looks after it" : "")}; score {Score(incident.Score)}; "
            + $"{incident.Provider} {incident.BillingAccountId}");
        if (incident.Currency.Length > 0)
        {
            output.WriteLine(
                $"So far {Amount(incident.Excess)} {incident.Currency} beyond {Amount(incident.Expected)}; "
                + $"{Amount(incident.BurnPerHour)} an hour, waiting a day costs {Amount(incident.WaitingADay)}, "
                + $"{Amount(incident.ProjectedToMonthEnd)} by the end of the month.");
        }

        WriteCauses(output, incident);
        WriteMembers(output, incident);
        foreach (var member in incident.Members.Where(member => member.Evidence.Count > 0))
        {
            EvidenceChart.Write(output, member);
        }

        output.WriteLine();
        foreach (var entry in incident.Timeline)
        {
            var actor = entry.Actor.Length > 0 ? $" by {entry.Actor}" : "";
            output.WriteLine($"{Time(entry.At)}  {Name(entry.Change)}{actor}: {entry.Text}");
        }
    }

    public static void WriteEvent(TextWriter output, string format, AnomalyEvent happened)
    {
        if (format == OutputFormat.Json)
        {
            WriteJson(output, happened);
            return;
        }

        if (happened.Digest is { } digest)
        {
            output.WriteLine(
                $"{happened.Cursor}  {Time(digest.Start)} to {Time(digest.End)}: {digest.Opened} opened, {digest.Closed} closed");
            WriteTable(output, digest.Incidents);
            return;
        }

        var actor = happened.Entry.Actor.Length > 0 ? $" by {happened.Entry.Actor}" : "";
        output.WriteLine(
            $"{happened.Cursor}  {Time(happened.Entry.At)}  {happened.Incident.IncidentId}  {Name(happened.Incident.Severity)}  "
            + $"{Name(happened.Entry.Change)}{actor}: {happened.Entry.Text}");
    }

    /// <summary>A name as options spell it.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum
    {
        var text = value.ToString();
        return string.Concat(text.Select((letter, index) =>
            char.IsUpper(letter) ? (index > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
    }

    private static void WriteCauses(TextWriter output, Incident incident)
    {
        foreach (var cause in incident.Causes)
        {
            var place = string.Join(" and ", cause.Where.Select(part => $"{part.Dimension} {(part.Value.Length > 0 ? part.Value : "(none)")}"));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {cause.Share:P0} {place}: {cause.Change:+0.00;-0.00} (price {cause.DueToPrice:+0.00;-0.00;0}, quantity "
                + $"{cause.DueToQuantity:+0.00;-0.00;0}, new {cause.DueToNewResources:+0.00;-0.00;0}, vanished "
                + $"{cause.DueToVanishedResources:+0.00;-0.00;0})"));
        }
    }

    private static void WriteMembers(TextWriter output, Incident incident)
    {
        output.WriteLine();
        var table = new TextTable("resource", "service", "region", "measure", "signal", "score", "actual", "expected", "unit", "since", "")
            .Numeric(5, 6, 7);
        foreach (var member in incident.Members)
        {
            table.Add(
                member.ResourceKey.Length == 0 ? "(total)" : member.ResourceId.Length > 0 ? member.ResourceId : "(no resource)",
                member.ServiceName,
                member.RegionId,
                Name(member.Measure),
                Name(member.Signal),
                Score(member.Score),
                Number(member.LastActual),
                Number(member.LastExpected),
                member.Unit,
                Time(member.FirstBucket),
                Name(member.Standing));
        }

        table.Write(output);
        if (incident.FurtherMembers > 0)
        {
            output.WriteLine($"and {incident.FurtherMembers} more.");
        }
    }

    // Estimates: four digits behind the point are enough to read; JSON has them all.
    private static string Amount(string text) =>
        decimal.Parse(text, CultureInfo.InvariantCulture).ToString("0.00##", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static string Score(double score) => score.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Time(Timestamp time) =>
        time.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
