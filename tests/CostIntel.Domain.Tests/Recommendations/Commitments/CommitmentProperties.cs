using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Commitments;
using CostIntel.Domain.Recommendations.Policy;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Recommendations.Commitments.TestUsage;

namespace CostIntel.Domain.Tests.Recommendations.Commitments;

public sealed class CommitmentProperties
{
    private const int Steps = 500;

    [Fact]
    public void A_plan_saves_nearly_as_much_as_the_best_that_the_limits_allow() => Prop.ForAll(Cases().ToArbitrary(), own =>
    {
        var (hourly, offer, policy) = own;
        var monthly = hourly.Average() * 730;
        var plan = CommitmentPlan.Best(offer, hourly, monthly, policy);
        var floor = policy.FloorShareMax * CommitmentPlan.Quantile(hourly, 0.05);
        var best = Enumerable.Range(1, Steps)
            .Select(step => floor * step / Steps)
            .Where(covered => covered * (double)offer.PriceRatio * offer.TermMonths * 730 <= policy.RiskShareMax * monthly)
            .Select(covered => hourly.Average(usage => Math.Min(usage, covered)) - (covered * (double)offer.PriceRatio))
            .DefaultIfEmpty(0)
            .Max();

        // Amounts are bought by the thousandth.
        return plan is null ? best <= 0.002 : plan.SavedPerHour(hourly) >= (0.9 * best) - 0.002 && plan.SavedPerHour(hourly) > -0.002;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void A_plan_never_exceeds_the_limits() => Prop.ForAll(Cases().ToArbitrary(), own =>
    {
        var (hourly, offer, policy) = own;
        var monthly = hourly.Average() * 730;
        var plan = CommitmentPlan.Best(offer, hourly, monthly, policy);
        return plan is null
            || ((double)plan.Total <= (policy.RiskShareMax * monthly) + 1e-6
                && plan.CoveredPerHour <= (policy.FloorShareMax * CommitmentPlan.Quantile(hourly, 0.05)) + 1e-9);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void The_interval_holds_what_is_expected_and_is_the_same_each_time() => Prop.ForAll(Cases().ToArbitrary(), own =>
    {
        var (hourly, offer, policy) = own;
        var basis = Basis(Pool((day, hour) => hourly[((day * 24) + hour) % hourly.Length]));
        var catalog = new PriceCatalog([], [], [], [offer], []);
        var settings = AdvicePolicy.Default with { Commitments = policy with { TermMonths = [offer.TermMonths] }, MinimumSaving = 0 };
        var found = CommitmentPurchase.Recommend("aws", basis, catalog, settings).ToList();
        var again = CommitmentPurchase.Recommend("aws", basis, catalog, settings).ToList();

        return found.Select(item => item.Estimate).SequenceEqual(again.Select(item => item.Estimate))
            && found.All(item => item.Estimate.Saving is var saving
                && saving.Low <= saving.Expected && saving.Expected <= saving.High
                && item.Candidate.Confidence is > 0 and <= 1
                && item.Estimate.CostAfter == item.Estimate.CostBefore - saving.Expected);
    }).Check(Config.QuickThrowOnFailure);

    private static Gen<(double[] Hourly, CommitmentOffer Offer, CommitmentPolicy Policy)> Cases() =>
        from hourly in Gen.Choose(0, 100_000).Select(thousandths => thousandths / 1_000.0).ArrayOf(CommitmentWindow.Hours)
        from level in Gen.Choose(0, 200)
        from ratio in Gen.Choose(30, 99)
        from term in Gen.Elements(12, 36)
        from floor in Gen.Choose(10, 100)
        from risk in Gen.Choose(1, 40)
        select (
            hourly.Select(usage => usage + level).ToArray(),
            new CommitmentOffer("aws", "Plan", ["EC2"], term, false, ratio / 100m),
            new CommitmentPolicy { FloorShareMax = floor / 100.0, RiskShareMax = risk });
}
