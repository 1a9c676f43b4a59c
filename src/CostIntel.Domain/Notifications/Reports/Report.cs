namespace CostIntel.Domain.Notifications.Reports;

/// <summary>What was spent, what went wrong and what could be saved in a period. Amounts of one currency stay apart.</summary>
/// <param name="Period">Of which period.</param>
/// <param name="MadeUtc">When it was made: what is said of now is of then.</param>
/// <param name="Spend">By currency.</param>
/// <param name="Anomalies">What was not as expected.</param>
/// <param name="Savings">By currency.</param>
public sealed record Report(
    ReportPeriod Period,
    DateTimeOffset MadeUtc,
    IReadOnlyList<ReportSpend> Spend,
    ReportAnomalies Anomalies,
    IReadOnlyList<ReportSavings> Savings);

/// <summary>What was spent in one currency, FOCUS EffectiveCost.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Spent">In the period.</param>
/// <param name="Before">In the period before.</param>
/// <param name="Services">The services that cost most, in the period or in the one before, the dearest first.</param>
/// <param name="FurtherServices">How many others there are.</param>
/// <param name="FurtherSpent">What they cost in the period.</param>
/// <param name="FurtherBefore">What they cost in the period before.</param>
public sealed record ReportSpend(
    string Currency,
    decimal Spent,
    decimal Before,
    IReadOnlyList<ReportService> Services,
    int FurtherServices,
    decimal FurtherSpent,
    decimal FurtherBefore);

/// <summary>What a service has cost.</summary>
/// <param name="Name">FOCUS ServiceName.</param>
/// <param name="Spent">In the period.</param>
/// <param name="Before">In the period before.</param>
public sealed record ReportService(string Name, decimal Spent, decimal Before);

/// <summary>What was not as expected.</summary>
/// <param name="Opened">How many incidents were opened in the period.</param>
/// <param name="Open">How many are open now.</param>
/// <param name="Biggest">Of both, those with most at stake: by currency, in each the biggest first.</param>
public sealed record ReportAnomalies(int Opened, int Open, IReadOnlyList<ReportIncident> Biggest)
{
    /// <summary>How many of a currency are listed.</summary>
    public const int BiggestMax = 5;

    /// <summary>Keeps the biggest of each currency, and last those that have none.</summary>
    public static IReadOnlyList<ReportIncident> BiggestOf(IEnumerable<ReportIncident> incidents) =>
    [
        .. incidents.GroupBy(incident => incident.Currency)
            .OrderBy(own => own.Key.Length == 0)
            .ThenBy(own => own.Key, StringComparer.Ordinal)
            .SelectMany(own => own
                .OrderByDescending(incident => Math.Abs(incident.AtStake))
                .ThenBy(incident => incident.Id, StringComparer.Ordinal)
                .Take(BiggestMax)),
    ];
}

/// <summary>An incident.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Currency">Of its costs; empty when none of its series is a cost.</param>
/// <param name="AtStake">The excess so far and the burn to the end of the month; negative for a drop.</param>
/// <param name="IsOpen">True while somebody may do something about it.</param>
public sealed record ReportIncident(string Id, string Summary, string Currency, decimal AtStake, bool IsOpen);

/// <summary>What could be saved in one currency, and what has been.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Stages">How far recommendations are, in the order of their way; stages that nothing is in are left out.</param>
/// <param name="Waiting">What not deciding has cost so far.</param>
/// <param name="Promised">Of those that were applied and measured: what the days measured were to save.</param>
/// <param name="Realised">What they have saved.</param>
public sealed record ReportSavings(
    string Currency, IReadOnlyList<ReportStage> Stages, decimal Waiting, decimal Promised, decimal Realised);

/// <summary>Recommendations that are equally far.</summary>
/// <param name="Name">proposed, pending, approved, underway or applied.</param>
/// <param name="Count">How many.</param>
/// <param name="Monthly">What they save a month, purchases of commitments left out: those are of what the others leave.</param>
/// <param name="Commitments">What purchases of commitments save a month.</param>
public sealed record ReportStage(string Name, int Count, decimal Monthly, decimal Commitments);
