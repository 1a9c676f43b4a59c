using CostIntel.Domain.Tests.Workflow.Approvals;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Approvals.Calendar;
using CostIntel.Domain.Workflow.Approvals.Limits;
using CostIntel.Domain.Workflow.Execution;
using CostIntel.Domain.Workflow.Waiting;
using static CostIntel.Domain.Tests.Workflow.CaseRun;

namespace CostIntel.Domain.Tests.Workflow.Waiting;

public sealed class CaseExplanationTests
{
    private static readonly ApprovalLevel Finance = new(["finops"], ["ann", "bob"], 2, null, TimeSpan.FromHours(4), ["managers"]);

    private static readonly WaitFacts Facts = new([TestChanges.Safe], Start.AddHours(-10), ApprovalPolicy.Default, KillSwitch.Off);

    [Fact]
    public void What_nobody_asked_for_says_so_and_what_that_costs()
    {
        var report = CaseExplanation.Of(Case.Of(Id), Facts, Start);

        Assert.Equal((WaitKind.Asking, "Nobody has asked for it."), (Assert.Single(report.Reasons).Kind, report.Summary));
        Assert.Equal((0.1m, 1.0m, "USD"), (report.CostPerHour, report.CostSoFar, report.Currency));
    }

    [Fact]
    public void A_pending_approval_says_on_whom_it_waits_and_who_has_spoken()
    {
        var run = Pending(Requires(Finance, Level(["owners"], 1)));
        run.Does(new Domain.Workflow.Delegate([], "dora", "") { AtUtc = run.Now, Actor = "ann" });
        run.Does(run.Approve("dora"));

        var reason = Assert.Single(CaseExplanation.Of(run.Case, Facts, run.Now).Reasons);

        Assert.Equal(WaitKind.Approval, reason.Kind);
        Assert.Equal(["finops", "bob"], reason.On);
        Assert.Equal(
            "Level 1 of 2 has 1 of 2 approvals, given by dora for ann. Asked are group finops, ann, bob. "
            + "Group managers is asked as well from 2026-03-02 13:00 UTC. 'paul' proposed it and cannot approve. "
            + "It expires at 2026-03-05 09:00 UTC. a rule",
            reason.Text);
    }

    [Fact]
    public void After_the_deadline_it_waits_on_those_it_escalated_to_as_well()
    {
        var run = Pending(Requires(Finance));
        run.Wait();

        Assert.Equal(["finops", "ann", "bob", "managers"], Assert.Single(CaseExplanation.Of(run.Case, Facts, run.Now).Reasons).On);
    }

    [Fact]
    public void An_order_to_stop_is_told_first_with_who_gave_it()
    {
        var facts = Facts with
        {
            Stops = new([new([TestChanges.Accounts("2")], "bob", "not this", Start), new([], "dora", "incident 7", Start) { Id = "stop-2" }]),
        };

        var reasons = CaseExplanation.Of(Pending().Case, facts, Start).Reasons;

        Assert.Equal([WaitKind.Stop, WaitKind.Approval], reasons.Select(reason => reason.Kind));
        Assert.Equal("'dora' has stopped changes since 2026-03-02 09:00 UTC (stop-2): incident 7", reasons[0].Text);
        Assert.Equal(["dora"], reasons[0].On);
    }

    [Fact]
    public void What_is_approved_waits_for_its_window()
    {
        var sundays = new ChangeWindow("sundays", [], [DayOfWeek.Sunday], new(0, 0), new(0, 0), TimeZoneInfo.Utc);
        var facts = Facts with { Policy = ApprovalPolicy.Default with { Calendar = new([sundays], []) } };

        var reason = Assert.Single(CaseExplanation.Of(Approved().Case, facts, Start).Reasons);

        Assert.Equal((WaitKind.Calendar, new DateTimeOffset(2026, 3, 8, 0, 0, 0, TimeSpan.Zero)), (reason.Kind, reason.UntilUtc));
        Assert.Contains("no change window is open; it is for 'sundays'", reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_begin_says_why_and_when_it_tries_again()
    {
        var run = Locking();
        run.Does(new ReportLock(run.Key, false, "Limit 'all' has no room.") { AtUtc = run.Now });

        var reason = Assert.Single(CaseExplanation.Of(run.Case, Facts, run.Now).Reasons);

        Assert.Equal((WaitKind.Limit, run.Case.StartUtc), (reason.Kind, reason.UntilUtc));
        Assert.StartsWith("Limit 'all' has no room. It tries again at ", reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_person_does_waits_for_that_person()
    {
        var plan = Plan() with { Steps = [new PlanStep("vm-0", ExecutionPolicy.ByHand, "resize")] };

        Assert.Equal(WaitKind.ByHand, Assert.Single(CaseExplanation.Of(Approved(plan).Case, Facts, Start).Reasons).Kind);
    }

    [Fact]
    public void What_has_begun_waits_for_its_executor_and_waiting_costs_no_more()
    {
        var run = Executing(Plan(3));
        run.Does(run.Step(StepOutcome.Failed));

        var report = CaseExplanation.Of(run.Case, Facts, run.Now.AddHours(5));

        var reason = Assert.Single(report.Reasons);
        Assert.Equal((WaitKind.Executor, run.Case.Operation!.RetryUtc), (reason.Kind, reason.UntilUtc));
        Assert.StartsWith("'simulated' carries out step 1 of 3: attempt 1 has failed, and there is another at ", reason.Text, StringComparison.Ordinal);
        Assert.Equal((0m, 1.0m), (report.CostPerHour, report.CostSoFar));
    }

    [Fact]
    public void Waiting_for_what_saves_nothing_costs_nothing()
    {
        var report = CaseExplanation.Of(Pending().Case, Facts with { Members = [TestChanges.Safe with { SavingPerMonth = -5 }] }, Start);

        Assert.Equal((0m, 0m), (report.CostPerHour, report.CostSoFar));
    }

    [Fact]
    public void There_is_a_sentence_for_wherever_a_change_is()
    {
        var random = new Random(20260303);
        var seen = new HashSet<WorkflowState>();
        for (var walks = 0; walks < 2_000; walks++)
        {
            var walk = new CaseWalk();
            for (var number = 0; number < 50; number++)
            {
                walk.Step(random.Next());
                var report = CaseExplanation.Of(walk.Case, Facts, walk.Now);
                Assert.NotEmpty(report.Summary);
                Assert.All(report.Reasons, reason => Assert.NotEmpty(reason.Text));
                Assert.True(report.Reasons.Count > 0 || walk.Case.State is not (WorkflowState.Proposed or WorkflowState.PendingApproval));
                seen.Add(walk.Case.State);
            }
        }

        Assert.Equal(Enum.GetValues<WorkflowState>().Where(state => state != WorkflowState.None), seen.Where(state => state != WorkflowState.None).Order());
    }
}
