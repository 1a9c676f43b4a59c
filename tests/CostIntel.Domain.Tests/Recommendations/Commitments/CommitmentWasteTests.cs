using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Commitments;
using CostIntel.Domain.Recommendations.Policy;
using static CostIntel.Domain.Tests.Recommendations.Commitments.TestUsage;

namespace CostIntel.Domain.Tests.Recommendations.Commitments;

public sealed class CommitmentWasteTests
{
    [Fact]
    public void A_commitment_that_is_used_too_little_is_told_with_what_it_loses()
    {
        var found = Assert.Single(Recommend(Use("sp-1", _ => 40, _ => 60)));

        Assert.Equal("sp-1", found.TargetName);
        Assert.Equal(new SavingEstimate(3_041.67m, 1_216.67m, new(0, 1_825, 1_825)), found.Estimate);
        Assert.Equal(ActionType.Configure, found.Candidate.Change.Action);
        Assert.Contains("40 % used", found.Candidate.Reason, StringComparison.Ordinal);
        Assert.Contains("1825.00 USD a month", found.Candidate.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commitment_that_is_used_enough_is_left_alone() => Assert.Empty(Recommend(Use("sp-1", _ => 81, _ => 19)));

    [Fact]
    public void A_commitment_that_is_new_is_given_time() =>
        Assert.Empty(Recommend(Use("sp-1", _ => 0, day => day >= 50 ? 100 : 0)));

    [Fact]
    public void A_commitment_that_has_ended_is_no_waste() =>
        Assert.Empty(Recommend(Use("sp-1", _ => 0, day => day < 57 ? 100 : 0)));

    [Fact]
    public void A_commitment_that_was_wasted_and_is_not_any_more_is_left_alone() =>
        Assert.Empty(Recommend(Use("sp-1", day => day < 45 ? 0 : 95, day => day < 45 ? 100 : 5)));

    [Fact]
    public void Commitments_that_are_not_told_apart_are_not_judged() =>
        Assert.Empty(Recommend(Use("sp-1", _ => 40, _ => 60), Use("", _ => 1, _ => 0)));

    private static List<AccountCandidate> Recommend(params CommitmentUse[] uses) =>
        [.. CommitmentWaste.Recommend(Basis(uses), AdvicePolicy.Default)];
}
