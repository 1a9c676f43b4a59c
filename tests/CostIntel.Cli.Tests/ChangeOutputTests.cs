using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;

namespace CostIntel.Cli.Tests;

public sealed class ChangeOutputTests
{
    private static readonly DateTime Noon = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_dry_run_shows_the_steps_who_would_be_asked_when_and_what_the_check_says() => Is(
        """
        step  resource  executor   change
        ----  --------  ---------  --------------------
           1  vm-1      webhook    rightsize (m6 to m5)
           2  vm-2      simulated  delete
        The first step is watched for 15 minutes before the others follow.
        An attempt may take 90 seconds; there are 5 at most. The effect is watched for 24 hours, and can be undone for 30 days afterwards.
        Plan hash aa
        State hash bb

        Step 1, webhook is told: {"action":"rightsize","from":"m6","to":"m5"}
        Step 2, simulated is told: {"action":"delete"}

        These would be asked: rule 'prod' asks two levels
          1. 2 of group team, ann
          2. 1 of group finance
        Approved now, it would begin 2026-11-21 13:00:00 at the earliest.
        The check before it says now: not_now: the SLO is at risk
        """,
        output => PlanOutput.Write(output, OutputFormat.Table, new()
        {
            Plan = Plan(),
            Why = "rule 'prod' asks two levels",
            Levels =
            {
                new ApprovalLevelStatus { Groups = { "team" }, People = { "ann" }, Count = 2, EscalateTo = { "leads" } },
                new ApprovalLevelStatus { Groups = { "finance" }, Count = 1 },
            },
            Start = At(60),
            Check = new() { Outcome = ChangeCheckOutcome.NotNow, Text = "the SLO is at risk" },
        }));

    [Fact]
    public void A_plan_that_is_forbidden_says_so() => Has(
        "The policy forbids it: frozen for good",
        output => PlanOutput.Write(output, OutputFormat.Table, new() { Plan = Plan(), Forbidden = true, Why = "frozen for good" }));

    [Fact]
    public void A_plan_that_nobody_is_asked_about_says_so() => Has(
        "The policy itself would approve: low risk",
        output => PlanOutput.Write(output, OutputFormat.Table, new() { Plan = Plan(), Automatic = true, Why = "low risk" }));

    [Fact]
    public void A_change_that_is_asked_for_says_whom_it_waits_for() => Is(
        """
        rec-1 is pending_approval: rule 'prod' asks two levels
          1. 2 of group team; agreed: ann, bob for dora
          2. 1 of group finance, group leads; it is their turn; reminded 2026-11-21 13:00:00; escalated
        """,
        output => ChangeOutput.WriteState(output, OutputFormat.Table, Pending()));

    [Fact]
    public void A_change_shows_its_steps_its_approval_what_it_waits_for_and_what_happened() => Is(
        """
        chg-0a is rolling_back: the SLO is broken
        Carries out rec-1, rec-2.
        Waits for undo of step 1, attempt 2, the next follows 2026-11-21 12:05:00; key chg-0a/undo/0/1

        step  resource  executor   change                progress  to undo it
        ----  --------  ---------  --------------------  --------  ----------
           1  vm-1      webhook    rightsize (m6 to m5)  sent      was m6
           2  vm-2      simulated  delete                undone    was m7
        The first step is watched for 15 minutes before the others follow.
        An attempt may take 90 seconds; there are 5 at most. The effect is watched for 24 hours, and can be undone for 30 days afterwards.
        Plan hash aa
        State hash bb

        Approved, to begin before 2026-11-21 14:00:00: rule 'prod'
          1. 1 of ann; agreed: ann
        Cannot approve it, for it is theirs: paul.
        It hears RollBack, Comment.

        2026-11-21 12:00:00  PlanProposed: too large
        2026-11-21 12:01:00  Voted by ann
        """,
        output => ChangeOutput.WriteOne(output, OutputFormat.Table, RollingBack()));

    [Fact]
    public void A_change_with_a_time_says_when_and_until_when() => Has(
        "Begins 2026-11-21 13:00:00, by 2026-11-21 14:00:00 at the latest.",
        output => ChangeOutput.WriteOne(
            output,
            OutputFormat.Table,
            new() { ChangeId = "rec-1", State = RecommendationState.Scheduled, Start = At(60), WindowEnd = At(120) }));

    [Fact]
    public void An_explanation_names_what_it_waits_for_on_whom_and_what_that_costs() => Is(
        """
        rec-1 is pending_approval
        waits for  on         until                why
        ---------  ---------  -------------------  -----------
        approval   team, ann                       1 of 2 left
        calendar              2026-11-21 13:00:00  frozen
        Waiting costs 0.125 EUR an hour, and has cost 12.00 EUR so far.
        """,
        output => ChangeOutput.WriteExplanation(output, OutputFormat.Table, new()
        {
            ChangeId = "rec-1",
            State = RecommendationState.PendingApproval,
            CurrencyCode = "EUR",
            CostPerHour = "0.125",
            CostSoFar = "12",
            Reasons =
            {
                new WaitReason { Kind = "approval", Text = "1 of 2 left", On = { "team", "ann" } },
                new WaitReason { Kind = "calendar", Text = "frozen", Until = At(60) },
            },
        }));

    [Fact]
    public void Json_is_the_message_itself() => Has(
        "\"change_id\": \"rec-1\"", output => ChangeOutput.WriteState(output, OutputFormat.Json, new() { ChangeId = "rec-1" }));

    private static ChangePlan Plan() => new()
    {
        Steps =
        {
            new ChangePlanStep { RecommendationId = "rec-1", ResourceId = "vm-1", Executor = "webhook", Instruction = """{"action":"rightsize","from":"m6","to":"m5"}""" },
            new ChangePlanStep { RecommendationId = "rec-2", ResourceId = "vm-2", Executor = "simulated", Instruction = """{"action":"delete"}""" },
        },
        CanarySteps = 1,
        Limits = new()
        {
            AttemptWithin = Duration.FromTimeSpan(TimeSpan.FromSeconds(90)),
            AttemptsMax = 5,
            CanaryFor = Duration.FromTimeSpan(TimeSpan.FromMinutes(15)),
            VerifyFor = Duration.FromTimeSpan(TimeSpan.FromHours(24)),
            RetainFor = Duration.FromTimeSpan(TimeSpan.FromDays(30)),
        },
        PlanHash = "aa",
        StateHash = "bb",
    };

    private static ChangeStatus Pending() => new()
    {
        ChangeId = "rec-1",
        State = RecommendationState.PendingApproval,
        Reason = "rule 'prod' asks two levels",
        Approval = new()
        {
            Levels =
            {
                new ApprovalLevelStatus
                {
                    Groups = { "team" },
                    Count = 2,
                    Votes = { new ApprovalVote { Actor = "ann", For = "ann" }, new ApprovalVote { Actor = "bob", For = "dora" } },
                },
                new ApprovalLevelStatus
                {
                    Groups = { "finance" }, Count = 1, Current = true, Escalated = true, EscalateTo = { "leads" }, Remind = At(60),
                },
            },
        },
    };

    private static ChangeStatus RollingBack() => new()
    {
        ChangeId = "chg-0a",
        RecommendationIds = { "rec-1", "rec-2" },
        State = RecommendationState.RollingBack,
        Reason = "the SLO is broken",
        Plan = Plan(),
        Steps =
        {
            new ChangeStepStatus { Progress = ChangeStepProgress.Sent, Undo = "was m6" },
            new ChangeStepStatus { Progress = ChangeStepProgress.Undone, Undo = "was m7" },
        },
        Operation = new() { Kind = "undo", Step = 0, Attempt = 2, Key = "chg-0a/undo/0/1", Deadline = At(9), Retry = At(5) },
        Approval = new()
        {
            Given = true,
            Expires = At(120),
            Why = "rule 'prod'",
            Levels = { new ApprovalLevelStatus { People = { "ann" }, Count = 1, Votes = { new ApprovalVote { Actor = "ann", For = "ann" } } } },
        },
        Authors = { "paul" },
        Allowed = { "RollBack", "Comment" },
        History =
        {
            new ChangeHistoryEntry { Number = 1, At = At(0), Event = "PlanProposed", Text = "too large" },
            new ChangeHistoryEntry { Number = 2, At = At(1), Event = "Voted", Actor = "ann" },
        },
    };

    private static Timestamp At(int minutes) => Timestamp.FromDateTime(Noon.AddMinutes(minutes));

    private static void Is(string expected, Action<TextWriter> write) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), Written(write).TrimEnd('\n'));

    private static void Has(string expected, Action<TextWriter> write) =>
        Assert.Contains(expected, Written(write), StringComparison.Ordinal);

    private static string Written(Action<TextWriter> write)
    {
        using var output = new StringWriter();
        write(output);
        return output.ToString().ReplaceLineEndings("\n");
    }
}
