using System.Globalization;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;

namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>
/// Proposes to commit to usage that has been there in nearly all hours and does not fall. What may be lost if the usage
/// ended at once is limited by the policy.
/// </summary>
public static class CommitmentPurchase
{
    /// <summary>Name of the rule.</summary>
    public const string Rule = "commitment-purchase";

    private const double Percent = 100;
    private const double HoursPerDay = 24;
    private const double ConfidenceMin = 0.6;
    private const double ConfidenceOfDays = 0.3;

    /// <summary>What an account could commit to: at most one purchase a market.</summary>
    /// <param name="provider">FOCUS ServiceProviderName of the account.</param>
    /// <param name="basis">Usage of the whole account.</param>
    /// <param name="catalog">What can be committed to.</param>
    /// <param name="policy">The limits.</param>
    public static IEnumerable<AccountCandidate> Recommend(
        string provider, CommitmentBasis basis, PriceCatalog catalog, AdvicePolicy policy)
    {
        if (!policy.Commitments.Enabled || policy.Disabled.Contains(Rule))
        {
            yield break;
        }

        foreach (var market in CommitmentMarket.Of(basis.Pools, catalog.ProviderName(provider), catalog, policy.Commitments))
        {
            if (Best(market, policy) is { } candidate)
            {
                yield return candidate;
            }
        }
    }

    private static AccountCandidate? Best(CommitmentMarket market, AdvicePolicy policy)
    {
        var first = Array.FindIndex(market.Daily, cost => cost > 0);
        var daily = first < 0 ? [] : market.Daily.AsSpan(first).ToArray();
        // Before the first day there was no usage, which says nothing of what is to come.
        var hourly = market.Hourly.AsSpan(Math.Max(0, CommitmentWindow.HourDays - daily.Length) * (int)HoursPerDay).ToArray();
        if (daily.Length < Math.Min(policy.LookBackDays, CommitmentWindow.Days))
        {
            return null;
        }

        var monthly = hourly.Average() * CostHistory.HoursPerMonth;
        var left = UsageTrend.ShareLeft(daily);
        var ahead = Array.ConvertAll(hourly, usage => usage * left);
        var plan = market.Offers
            .Select(offer => CommitmentPlan.Best(offer, ahead, monthly, policy.Commitments))
            .OfType<CommitmentPlan>()
            .OrderByDescending(plan => plan.SavedPerHour(ahead))
            .ThenBy(plan => plan.Offer.TermMonths)
            .ThenBy(plan => plan.Offer.IsUpfront)
            .FirstOrDefault();
        return plan is null ? null : Candidate(market, plan, daily, hourly, left, policy);
    }

    private static AccountCandidate? Candidate(
        CommitmentMarket market, CommitmentPlan plan, double[] daily, double[] hourly, double left, AdvicePolicy policy)
    {
        // Half of what it loses by falling on, for the time over which it falls.
        var usage = Array.ConvertAll(hourly, usage => usage * (1 + left) / 2);
        var expected = plan.SavedPerHour(usage) * CostHistory.HoursPerMonth;
        var seed = PermanentHash.Hash64(System.Text.Encoding.UTF8.GetBytes($"{market.Name} {market.Currency}"));
        var (low, high) = CommitmentSpread.Of(plan, daily, usage, seed);
        var before = (decimal)(hourly.Average() * CostHistory.HoursPerMonth);
        var saving = new Saving(Cents(Math.Min(low, expected)), Cents(expected), Cents(Math.Max(high, expected)));
        if (saving.Expected <= 0 || saving.Expected < policy.MinimumSaving)
        {
            return null;
        }

        var estimate = new SavingEstimate(decimal.Round(before, 2), decimal.Round(before, 2) - saving.Expected, saving);
        return new(
            new Candidate(
                Rule,
                ChangeOf(plan, estimate, market),
                Confidence(daily.Length, saving),
                Effort.Low,
                Reason(plan, market, hourly, saving),
                Evidence(plan, market, hourly, (double)before, left, policy.Commitments),
                daily.Length),
            estimate,
            market.Name,
            market.Key,
            market.RegionId,
            market.Currency.Code);
    }

    private static Change ChangeOf(CommitmentPlan plan, SavingEstimate estimate, CommitmentMarket market) => new()
    {
        Action = ActionType.Purchase,
        From = "on demand",
        To = string.Create(CultureInfo.InvariantCulture, $"{Name(plan.Offer)}, {plan.PaidPerHour} {market.Currency} an hour"),
        PriceRatio = estimate.CostBefore == 0 ? 1 : estimate.CostAfter / estimate.CostBefore,
        OneTimeCost = plan.Offer.IsUpfront ? plan.Total : 0,
        RollbackPossible = false,
    };

    private static string Name(CommitmentOffer offer) =>
        $"{offer.Name}, {offer.TermMonths} months, {(offer.IsUpfront ? "all upfront" : "no upfront")}";

    private static double Confidence(int days, Saving saving)
    {
        var spread = (double)((saving.Expected - saving.Low) / saving.Expected);
        var known = ConfidenceMin + (ConfidenceOfDays * days / CommitmentWindow.Days);
        return Math.Round(known * (1 - (Math.Clamp(spread, 0, 1) / 2)), 3);
    }

    private static string Reason(CommitmentPlan plan, CommitmentMarket market, double[] hourly, Saving saving)
    {
        var used = Share(plan, hourly);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Nothing covers {hourly.Average():0.00} {market.Currency} an hour of {market.Name}; {Name(plan.Offer)} at "
            + $"{plan.PaidPerHour} an hour would be {used:0.#} % used and save {saving.Expected:0.00} a month, if the usage "
            + $"lasts for {plan.BreakEvenDays} days or more.");
    }

    private static double Share(CommitmentPlan plan, double[] hourly) =>
        Percent * hourly.Average(usage => Math.Min(usage, plan.CoveredPerHour)) / plan.CoveredPerHour;

    private static EvidenceItem[] Evidence(
        CommitmentPlan plan, CommitmentMarket market, double[] hourly, double monthly, double left, CommitmentPolicy policy)
    {
        var unit = market.Currency.Code;
        return
        [
            new("usage that nothing covers, an hour", Math.Round(hourly.Average(), 4), null, unit),
            new("of it there in 95 of 100 hours", Math.Round(CommitmentPlan.Quantile(hourly, 0.05), 4), null, unit),
            new("covered an hour at most", Math.Round(plan.CoveredPerHour, 4), null, unit),
            new("paid an hour", (double)plan.PaidPerHour, null, unit),
            new("used of the commitment", Math.Round(Share(plan, hourly), 1), policy.UsedPercentMin, "percent"),
            new("usage left in half a year as it falls", Math.Round(Percent * left, 1), null, "percent"),
            new("days until it pays", plan.BreakEvenDays, plan.Offer.TermMonths * 365.0 / 12, "days"),
            new("lost if usage ended at once", Math.Round((double)plan.Total, 2), Math.Round(policy.RiskShareMax * monthly, 2), unit),
        ];
    }

    private static decimal Cents(double amount) => decimal.Round((decimal)amount, 2);
}
