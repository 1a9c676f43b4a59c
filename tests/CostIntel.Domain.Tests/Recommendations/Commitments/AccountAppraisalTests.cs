using CostIntel.Domain.Identity;
using CostIntel.Domain.Recommendations.Commitments;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Sla;
using static CostIntel.Domain.Tests.Recommendations.Commitments.TestUsage;

namespace CostIntel.Domain.Tests.Recommendations.Commitments;

public sealed class AccountAppraisalTests
{
    private static readonly AccountKey Account = new(TenantId.Parse("acme"), "aws", "1");

    private static readonly IReadOnlyList<AccountCandidate> Found = AccountAdvisor.Candidates(
        "aws",
        new(
            Window,
            [Pool((_, _) => 10), Pool((_, _) => 5, service: "RDS"), Pool((_, _) => 5, service: "RDS", region: "eu-west-1")],
            [Use("EC2", _ => 40, _ => 60), Use("sp-2", _ => 40, _ => 60)]),
        Catalog,
        AdvicePolicy.Default);

    [Fact]
    public void Each_candidate_has_a_target_of_its_own()
    {
        var targets = Found.Select(found => AccountAppraisal.TargetOf(Account, found)).ToList();

        Assert.Equal(5, targets.Count);
        Assert.Equal(5, targets.Select(target => target.Key).Distinct().Count());
        Assert.All(targets, target => Assert.False(target.IsResource));
        Assert.Equal(
            ["Commitment EC2/", "Commitment sp-2/", "Database Instance/eu-west-1", "Database Instance/us-east-1", "Plan/"],
            targets.Select(target => $"{target.ServiceName}/{target.RegionId}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_bought_for_more_of_the_account_is_riskier()
    {
        var purchase = Found.First(found => found.Candidate.Rule == CommitmentPurchase.Rule);

        var small = AccountAppraisal.Of(purchase, 1_000_000);
        var large = AccountAppraisal.Of(purchase, purchase.Estimate.CostBefore);

        Assert.True(small.Risk.Score < large.Risk.Score);
        Assert.Equal(large.Risk.Score, AccountAppraisal.Of(purchase, 0).Risk.Score);
        Assert.Equal((SlaOutcome.Passed, purchase.Estimate), (small.Sla.Outcome, small.Estimate));
    }

    [Fact]
    public void What_is_not_sure_enough_is_left_out()
    {
        var policy = AdvicePolicy.Default with { MinimumConfidence = 0.94 };
        var basis = new CommitmentBasis(Window, [Pool((_, _) => 10)], [Use("sp-1", _ => 40, _ => 60)]);

        Assert.Equal([CommitmentWaste.Rule], AccountAdvisor.Candidates("aws", basis, Catalog, policy).Select(found => found.Candidate.Rule));
    }

    [Fact]
    public void Costs_beyond_sense_do_not_take_other_rules_with_them()
    {
        var pool = Pool((_, _) => 1) with { Hourly = [.. Enumerable.Repeat(decimal.MaxValue, CommitmentWindow.Hours)] };
        var basis = new CommitmentBasis(Window, [pool], [Use("sp-1", _ => 40, _ => 60)]);

        Assert.Equal(
            [CommitmentWaste.Rule],
            AccountAdvisor.Candidates("aws", basis, Catalog, AdvicePolicy.Default).Select(found => found.Candidate.Rule));
    }
}
