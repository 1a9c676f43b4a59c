using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Approvals.Limits;
using CostIntel.Domain.Workflow.Approvals.Waiting;
using static CostIntel.Domain.Tests.Workflow.Approvals.TestChanges;

namespace CostIntel.Domain.Tests.Workflow.Approvals;

public sealed class WaitExplanationTests
{
    private static readonly ApprovalLevel Finance = new(["finops"], ["ann", "bob"], 2, null, TimeSpan.FromHours(4), ["managers"]);

    private static readonly WaitFacts Pending = new()
    {
        Change = Safe with { Proposer = "ann", SavingPerMonth = 73 },
        ProposedUtc = Noon.AddHours(-10),
        Requirement = new([Finance, Level(1, "owners")], false, TimeSpan.FromDays(2), "v1", "Rule 'big' asks."),
        AskedUtc = Noon.AddHours(-1),
        LevelAskedUtc = Noon.AddHours(-1),
        Seats = [new("carl", "bob")],
    };

    [Fact]
    public void A_pending_approval_says_on_whom_it_waits_and_what_that_costs()
    {
        var report = WaitExplanation.Of(ApprovalPolicy.Default, Pending, Noon);

        var reason = Assert.Single(report.Reasons);
        Assert.Equal(WaitKind.Approval, reason.Kind);
        Assert.Equal(["finops", "bob"], reason.On);
        Assert.Equal(
            "Level 1 of 2 has 1 of 2 approvals, given by carl for bob. Asked are group finops, ann, bob. "
            + "Group managers is asked as well from 2026-06-10 15:00 UTC. 'ann' proposed it and cannot approve. "
            + "It expires at 2026-06-12 11:00 UTC. Rule 'big' asks.",
            reason.Text);
        Assert.Equal((0.1m, 1.0m, "USD"), (report.CostPerHour, report.CostSoFar, report.Currency));
    }

    [Fact]
    public void After_the_deadline_it_waits_on_those_it_escalates_to_as_well() =>
        Assert.Equal(
            ["finops", "bob", "managers"],
            Assert.Single(WaitExplanation.Of(ApprovalPolicy.Default, Pending, Noon.AddHours(3)).Reasons).On);

    [Fact]
    public void What_is_approved_waits_for_its_window_and_for_other_changes()
    {
        var policy = ApprovalPolicy.Default with
        {
            Calendar = new([new("sundays", [], [DayOfWeek.Sunday], new(0, 0), new(0, 0), TimeZoneInfo.Utc)], []),
        };
        var approved = Pending with { Level = 2, Limits = new BlastAnswer([], "Limit 'all' has no room.", Noon.AddMinutes(5)) };

        var reasons = WaitExplanation.Of(policy, approved, Noon).Reasons;

        Assert.Equal([WaitKind.Calendar, WaitKind.Limit], reasons.Select(reason => reason.Kind));
        Assert.Equal([new(2026, 6, 14, 0, 0, 0, TimeSpan.Zero), Noon.AddMinutes(5)], reasons.Select(reason => reason.UntilUtc!.Value));
        Assert.Empty(WaitExplanation.Of(ApprovalPolicy.Default, Pending with { Level = 2 }, Noon).Reasons);
    }

    [Fact]
    public void A_stop_is_told_first_with_who_ordered_it_and_why()
    {
        var kills = new KillSwitch(
        [
            new([Accounts("2")], "bob", "not this account", Noon.AddHours(-9)),
            new([], "dora", "incident 7", Noon.AddMinutes(-5)),
        ]);

        var reasons = WaitExplanation.Of(ApprovalPolicy.Default, Pending with { Kills = kills }, Noon).Reasons;

        Assert.Equal([WaitKind.Stop, WaitKind.Approval], reasons.Select(reason => reason.Kind));
        Assert.Equal("'dora' has stopped changes since 2026-06-10 11:55 UTC: incident 7", reasons[0].Text);
    }

    [Fact]
    public void Waiting_for_what_saves_nothing_costs_nothing() => Assert.Equal(
        (0m, 0m),
        WaitExplanation.Of(ApprovalPolicy.Default, Pending with { Change = Safe with { SavingPerMonth = -5 } }, Noon) is var report
            ? (report.CostPerHour, report.CostSoFar)
            : default);
}
