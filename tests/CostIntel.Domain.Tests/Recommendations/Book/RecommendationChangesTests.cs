using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Recommendations.Risks;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Tests.Workflow.Approvals;

namespace CostIntel.Domain.Tests.Recommendations.Book;

public sealed class RecommendationChangesTests
{
    private static readonly DateTimeOffset Now = TestChanges.Noon;

    private readonly RecommendationBook _book = new([]);

    [Fact]
    public void What_is_told_twice_or_late_changes_nothing()
    {
        Claim("rec-a");
        Tell("rec-a", 64, RecommendationState.PendingApproval);

        Assert.Empty(Tell("rec-a", 64, RecommendationState.Approved).Touched);
        Assert.Empty(Tell("rec-a", 32, RecommendationState.Approved).Touched);
        Assert.Empty(Tell("chg-b", 96, RecommendationState.Approved).Touched);
        Assert.Equal(RecommendationState.PendingApproval, One.State);
    }

    [Fact]
    public void A_second_change_is_heard_from_its_first_word_on()
    {
        Claim("rec-a");
        Tell("rec-a", 640, RecommendationState.Expired);
        Report();
        Claim("chg-b");

        Assert.Single(Tell("chg-b", 32, RecommendationState.PendingApproval).Events);
        Assert.Empty(Tell("chg-b", 32, RecommendationState.PendingApproval).Touched);
        Assert.Empty(Tell("rec-a", 672, RecommendationState.Withdrawn).Touched);
        Assert.Equal((RecommendationState.PendingApproval, "chg-b"), (One.State, One.ChangeId));
    }

    [Fact]
    public void The_same_change_again_is_not_heard_with_what_it_said_before()
    {
        Claim("rec-a");
        Tell("rec-a", 640, RecommendationState.Expired);
        Report();
        Claim("rec-a");

        Assert.Empty(Tell("rec-a", 640, RecommendationState.Expired).Touched);
        Assert.Single(Tell("rec-a", 704, RecommendationState.PendingApproval).Events);
    }

    [Fact]
    public void What_one_change_has_taken_up_another_does_not()
    {
        Claim("rec-a");

        Assert.Throws<RecommendationRefusedException>(() => Claim("chg-b"));
        RecommendationChanges.Release(_book, "rec-a");
        Claim("chg-b");
        Assert.Equal("chg-b", One.ChangeId);
    }

    private Recommendation One => Assert.Single(_book.All);

    private void Claim(string changeId)
    {
        if (_book.All.Count == 0)
        {
            Report();
        }

        RecommendationChanges.Claim(_book, [One], changeId);
    }

    private RecommendationOutcome Tell(string changeId, long version, RecommendationState state) => RecommendationChanges.Advance(
        _book, One, new(changeId, version, state, RecommendationChange.ApprovalAsked, "", "Told.", Now, null));

    private void Report()
    {
        var candidate = new Candidate("idle", new() { Action = ActionType.Stop }, 0.9, Effort.VeryLow, "Idle.", [], 14);
        var proposal = new Proposal(
            candidate, new(100, 27, new(60, 73, 80)), new(SlaOutcome.Passed, []), new Risk(0.1, []), EnvironmentKind.NonProduction);
        _book.Report(TestChanges.Target("1"), [proposal], 0, TimeSpan.FromDays(14), Now);
    }
}
