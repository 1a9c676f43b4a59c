using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Commitments;
using CostIntel.Domain.Recommendations.Policy;
using static CostIntel.Domain.Tests.Recommendations.Commitments.TestUsage;

namespace CostIntel.Domain.Tests.Recommendations.Commitments;

public sealed class CommitmentPurchaseTests
{
    private static readonly AdvicePolicy Generous = AdvicePolicy.Default with
    {
        Commitments = new() { FloorShareMax = 1, RiskShareMax = 100 },
    };

    [Fact]
    public void Steady_usage_is_committed_to_nearly_in_full()
    {
        var found = Assert.Single(Recommend(Generous, Pool((_, _) => 10)));

        Assert.Equal(5, Paid(found));
        Assert.Equal(new SavingEstimate(7_300, 3_650, new(3_650, 3_650, 3_650)), found.Estimate);
        Assert.Equal(("EC2", "USD"), (found.TargetName, found.Currency));
        Assert.Equal(ActionType.Purchase, found.Candidate.Change.Action);
        Assert.False(found.Candidate.Change.RollbackPossible);
        Assert.Contains("36 months", found.Candidate.Change.To, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_cuts_off_what_is_committed_to()
    {
        var policy = AdvicePolicy.Default with { Commitments = new() { FloorShareMax = 0.5, RiskShareMax = 100, TermMonths = [12] } };

        var found = Assert.Single(Recommend(policy, Pool((_, _) => 10)));

        Assert.Equal(3.5m, Paid(found));
        Assert.Equal(0.5m * 0.3m * 7_300, found.Estimate.Saving.Expected);
    }

    [Fact]
    public void No_more_than_the_policy_allows_may_be_lost_if_usage_ended_at_once()
    {
        var policy = AdvicePolicy.Default with { Commitments = new() { RiskShareMax = 6, TermMonths = [36] } };

        var found = Assert.Single(Recommend(policy, Pool((_, _) => 10)));

        var lost = found.Candidate.Evidence.Single(item => item.Name.StartsWith("lost if", StringComparison.Ordinal));
        Assert.Equal(6 * 7_300, lost.Limit);
        Assert.InRange(lost.Value, 0.99 * 6 * 7_300, 6 * 7_300);
    }

    [Fact]
    public void Usage_that_comes_and_goes_is_committed_to_as_far_as_it_stays()
    {
        var found = Assert.Single(Recommend(Generous, Pool((_, hour) => hour is >= 9 and < 17 ? 50 : 4)));

        Assert.Equal(2, Paid(found));
    }

    [Fact]
    public void Usage_by_day_alone_is_not_committed_to() =>
        Assert.Empty(Recommend(Generous, Pool((_, hour) => hour is >= 8 and < 20 ? 10 : 0)));

    [Fact]
    public void Usage_that_ends_is_not_committed_to() =>
        Assert.Empty(Recommend(Generous, Pool((day, _) => day < 57 ? 10 : 0)));

    [Fact]
    public void Falling_usage_is_committed_to_less()
    {
        var slowly = Assert.Single(Recommend(Generous, Pool((day, _) => 10 - (0.01 * (day - 59)))));
        var fast = Recommend(Generous, Pool((day, _) => 10 - (0.1 * (day - 59))));

        Assert.InRange(Paid(slowly), 3.5m, 4.5m);
        Assert.Empty(fast);
    }

    [Fact]
    public void Growing_usage_is_committed_to_as_it_has_been() =>
        Assert.InRange(Paid(Assert.Single(Recommend(Generous, Pool((day, _) => 5 + (0.1 * day))))), 4.75m, 5.3m);

    [Theory]
    [InlineData(46, 1)]
    [InlineData(47, 0)]
    public void Usage_has_to_be_known_for_as_long_as_the_policy_says(int since, int count) =>
        Assert.Equal(count, Recommend(Generous, Pool((day, _) => day >= since ? 10 : 0)).Count);

    [Fact]
    public void Regions_are_covered_together_unless_a_commitment_is_for_one()
    {
        var found = Recommend(
            Generous,
            Pool((_, _) => 1), Pool((_, _) => 2, region: "eu-west-1"), Pool((_, _) => 3, service: "Lambda"),
            Pool((_, _) => 4, service: "RDS"), Pool((_, _) => 5, service: "RDS", region: "eu-west-1"),
            Pool((_, _) => 6, service: "Unknown"), Pool((_, _) => 7, currency: TestCharges.Eur));

        Assert.Equal(
            ["EC2 EUR 3.500", "EC2, Lambda USD 3.000", "RDS in eu-west-1 USD 3.000", "RDS in us-east-1 USD 2.400"],
            found.Select(item => $"{item.TargetName} {item.Currency} {Paid(item):0.000}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Usage_that_began_lately_is_judged_by_the_days_since()
    {
        var found = Assert.Single(Recommend(Generous with { LookBackDays = 5 }, Pool((day, _) => day >= 54 ? 10 : 0)));

        Assert.Equal(5, Paid(found));
        Assert.Equal(7_300, found.Estimate.CostBefore);
        Assert.Equal(6, found.Candidate.LookBackDays);
    }

    [Fact]
    public void Where_a_commitment_holds_everywhere_none_for_one_region_is_bought_beside_it()
    {
        var catalog = Of(
            new("aws", "Plan", ["EC2"], 12, false, 0.7m),
            new("aws", "Instance", ["EC2"], 12, false, 0.5m) { IsRegional = true });

        var found = Assert.Single(CommitmentPurchase.Recommend(
            "aws", Basis(Pool((_, _) => 1), Pool((_, _) => 2, region: "eu-west-1")), catalog, Generous));

        Assert.Equal("EC2", found.TargetName);
        Assert.StartsWith("Plan, ", found.Candidate.Change.To, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_paid_at_once_is_told()
    {
        var found = Assert.Single(CommitmentPurchase.Recommend(
            "aws", Basis(Pool((_, _) => 10)), Of(new CommitmentOffer("aws", "Plan", ["EC2"], 12, true, 0.6m)), Generous));

        Assert.Equal(6 * 8_760, found.Candidate.Change.OneTimeCost);
        Assert.Contains("all upfront", found.Candidate.Change.To, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(Recommend(Generous, Pool((_, _) => 10))).Candidate.Change.OneTimeCost);
    }

    [Fact]
    public void A_policy_can_do_without()
    {
        var pool = Pool((_, _) => 10);

        Assert.Empty(Recommend(Generous with { Commitments = new() { Enabled = false } }, pool));
        Assert.Empty(Recommend(Generous with { Disabled = new HashSet<string> { CommitmentPurchase.Rule } }, pool));
        Assert.Empty(Recommend(Generous with { Commitments = new() { TermMonths = [60] } }, pool));
        Assert.Empty(Recommend(Generous with { MinimumSaving = 4_000 }, pool));
    }

    [Fact]
    public void It_says_how_long_the_usage_has_to_last()
    {
        var policy = Generous with { Commitments = new() { FloorShareMax = 1, RiskShareMax = 100, TermMonths = [12] } };

        var found = Assert.Single(Recommend(policy, Pool((_, _) => 10)));

        var days = found.Candidate.Evidence.Single(item => item.Name == "days until it pays");
        Assert.Equal(256, days.Value);
        Assert.Equal(365, days.Limit);
    }

    private static PriceCatalog Of(params CommitmentOffer[] offers) => new([], [], [], offers, []);

    private static List<AccountCandidate> Recommend(AdvicePolicy policy, params CommitmentPool[] pools) =>
        [.. CommitmentPurchase.Recommend("amazon web services", Basis(pools), Catalog, policy)];

    private static decimal Paid(AccountCandidate found) =>
        (decimal)found.Candidate.Evidence.Single(item => item.Name == "paid an hour").Value;
}
