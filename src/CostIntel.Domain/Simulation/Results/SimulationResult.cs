using CostIntel.Domain.Money;
using CostIntel.Domain.Recommendations;

namespace CostIntel.Domain.Simulation.Results;

/// <summary>What alternatives would have made of the resources that are billed in one currency.</summary>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="Resources">How many resources.</param>
/// <param name="FirstDay">Number of the first day.</param>
/// <param name="Before">What each day cost; the days before a resource's first count nothing of it.</param>
/// <param name="ExactHours">Hours of resources that were known one by one.</param>
/// <param name="ModelledHours">Hours of resources that were taken from the shape of the week.</param>
/// <param name="Alternatives">In the order in which they were asked.</param>
/// <param name="Best">
/// Place of the alternative that saves most without breaching an SLO that holds as things are; -1 when none saves
/// anything.
/// </param>
public sealed record CurrencyResult(
    Currency Currency,
    int Resources,
    int FirstDay,
    IReadOnlyList<decimal> Before,
    long ExactHours,
    long ModelledHours,
    IReadOnlyList<AlternativeResult> Alternatives,
    int Best);

/// <summary>What one alternative would have made of them.</summary>
/// <param name="Changed">How many resources it would change.</param>
/// <param name="Refusals">Why it leaves the others as they are, most frequent first.</param>
/// <param name="After">What each day would have cost, without what is paid once.</param>
/// <param name="Estimate">A month of 730 hours, all resources together.</param>
/// <param name="OneTimeCost">What is paid once; for commitments what is paid upfront.</param>
/// <param name="PaybackDays">When that has come in again; null when never.</param>
/// <param name="Utilisations">By metric.</param>
/// <param name="Breaches">By SLO.</param>
/// <param name="Draws">What drawn months came to; null when none were drawn.</param>
/// <param name="Commitments">What is committed to, by offer.</param>
/// <param name="Largest">The resources whose cost it would change most.</param>
public sealed record AlternativeResult(
    int Changed,
    IReadOnlyList<RefusalCount> Refusals,
    IReadOnlyList<decimal> After,
    SavingEstimate Estimate,
    decimal OneTimeCost,
    double? PaybackDays,
    IReadOnlyList<UtilisationSummary> Utilisations,
    IReadOnlyList<BreachSummary> Breaches,
    DrawnSavings? Draws,
    IReadOnlyList<CommitmentSummary> Commitments,
    IReadOnlyList<ResourceRow> Largest);

/// <summary>Why resources are left as they are.</summary>
/// <param name="Field">The parameter that is to blame, or "resource".</param>
/// <param name="Reason">For people.</param>
/// <param name="Resources">How many.</param>
public sealed record RefusalCount(string Field, string Reason, int Resources);

/// <summary>How full a capacity is before and after, over all resources that measure it.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Resources">How many measure it.</param>
/// <param name="Before">Mean of the means; largest of the others.</param>
/// <param name="After">The same after the change.</param>
public sealed record UtilisationSummary(string Metric, int Resources, Utilisation Before, Utilisation After);

/// <summary>In how many hours of resources an SLO's threshold is crossed.</summary>
/// <param name="SloId">Which SLO.</param>
/// <param name="Metric">Its metric.</param>
/// <param name="Resources">How many resources it is replayed for.</param>
/// <param name="Hours">Hours that are known of.</param>
/// <param name="Before">Hours crossed as things are.</param>
/// <param name="After">Hours crossed after the change.</param>
/// <param name="WorstResource">Key of the resource with most hours added; empty when there is none.</param>
public sealed record BreachSummary(
    string SloId, string Metric, int Resources, long Hours, long Before, long After, string WorstResource);

/// <summary>What is committed to.</summary>
/// <param name="Offer">Name of the offer.</param>
/// <param name="TermMonths">For how long.</param>
/// <param name="Resources">How many resources it covers.</param>
/// <param name="FloorPerHour">Cost an hour that they hardly ever fall below, at prices on demand.</param>
/// <param name="CommittedPerHour">What is committed to, at prices on demand.</param>
/// <param name="PaidPerHour">What is paid for it.</param>
/// <param name="UpfrontCost">What of that is paid at once for the whole term; 0 when nothing is.</param>
/// <param name="UsedPercent">How much of it would have been used.</param>
/// <param name="BreakEvenUsedPercent">How much has to be used for it not to lose money.</param>
public sealed record CommitmentSummary(
    string Offer,
    int TermMonths,
    int Resources,
    decimal FloorPerHour,
    decimal CommittedPerHour,
    decimal PaidPerHour,
    decimal UpfrontCost,
    decimal UsedPercent,
    decimal BreakEvenUsedPercent);

/// <summary>What becomes of one resource.</summary>
/// <param name="Key">Canonical resource key.</param>
/// <param name="Action">What is done.</param>
/// <param name="From">What it is now.</param>
/// <param name="To">What it would be.</param>
/// <param name="Estimate">A month of it.</param>
/// <param name="BreachHours">Hours in which an SLO is crossed that is not as things are.</param>
public sealed record ResourceRow(
    string Key, ActionType Action, string From, string To, SavingEstimate Estimate, int BreachHours);
