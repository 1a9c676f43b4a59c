using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Recommendations.Risks;

/// <summary>What a risk is reckoned from.</summary>
/// <param name="Change">What would differ.</param>
/// <param name="Effort">How much work it is.</param>
/// <param name="Environment">Who depends on the resource.</param>
/// <param name="CostShare">Its share of its account's cost, 0 to 1: what is expensive is seldom unimportant.</param>
/// <param name="Dependants">Attachments and connections that it has.</param>
/// <param name="ChangesLately">Changes that were announced for it in the last 30 days.</param>
/// <param name="EvidenceDays">How many days the evidence spans.</param>
/// <param name="EvidenceDaysOld">How old its newest part is, days.</param>
/// <param name="Sla">What the SLO check has come to.</param>
public sealed record RiskFacts(
    Change Change,
    Effort Effort,
    EnvironmentKind Environment,
    double CostShare,
    double Dependants,
    int ChangesLately,
    double EvidenceDays,
    double EvidenceDaysOld,
    SlaOutcome Sla)
{
    private const double P95 = 0.95;
    private const int MonthDays = 30;
    private const double SecondsPerDay = 86_400;

    /// <summary>What is known of a resource.</summary>
    /// <param name="facts">The resource.</param>
    /// <param name="candidate">What is proposed for it.</param>
    /// <param name="environment">Who depends on it.</param>
    /// <param name="accountCostPerMonth">What its account costs a month, in the same currency; 0 when that is not known.</param>
    /// <param name="sla">What the SLO check has come to.</param>
    public static RiskFacts Of(
        ResourceFacts facts, Candidate candidate, EnvironmentKind environment, decimal accountCostPerMonth, SlaOutcome sla) => new(
        candidate.Change,
        candidate.Effort,
        environment,
        ShareOf(facts.Costs.CostPerMonth(MonthDays), accountCostPerMonth),
        DependantsOf(facts),
        facts.ChangesLately,
        facts.Metrics.Select(metric => metric.DaysSeen).DefaultIfEmpty(facts.Costs.Days).Max(),
        facts.Metrics.Select(metric => metric.DaysOld(facts.NowSeconds)).DefaultIfEmpty(ChargeDaysOld(facts)).Min(),
        sla);

    // What an account costs is not known before its first whole day: then the resource may be all of it.
    private static double ShareOf(decimal cost, decimal account) =>
        account <= cost ? 1 : (double)cost / (double)account;

    private static double DependantsOf(ResourceFacts facts) =>
        (facts.Metric("attachments")?.LastValue ?? 0) + (facts.Metric("connections")?.Profile.Quantile(P95) ?? 0);

    private static double ChargeDaysOld(ResourceFacts facts) =>
        Math.Max(0, (facts.NowSeconds - facts.LastChargeSeconds) / SecondsPerDay);
}
