using CostIntel.Domain.Workflow;

namespace CostIntel.Domain.Tests.Workflow;

/// <summary>What holds for every case at every time.</summary>
internal static class CaseRules
{
    private static readonly WorkflowState[] Ends =
    [
        WorkflowState.Applied, WorkflowState.RolledBack, WorkflowState.Rejected, WorkflowState.Expired, WorkflowState.Failed,
        WorkflowState.Superseded, WorkflowState.Withdrawn,
    ];

    private static readonly WorkflowState[] TimeLeadsOn =
    [
        WorkflowState.PendingApproval, WorkflowState.Approved, WorkflowState.Scheduled, WorkflowState.Executing,
        WorkflowState.Verifying, WorkflowState.RollingBack,
    ];

    public static void AssertState(Case now)
    {
        Assert.True(WorkflowTable.Commands[now.State].Length > 0);
        Assert.False(TimeLeadsOn.Contains(now.State) && now.DueUtc is null, $"{now.State} waits for nothing.");
        Assert.False(Ends.Contains(now.State) && now.Reason.Length == 0, $"{now.State} without a reason.");
        Assert.False(now.IsHalted && now.State == WorkflowState.Scheduled, "Halted and scheduled.");
        Assert.True(now.Answers.Count <= 64);
        AssertLock(now);
        AssertSteps(now);
        if (now.State is WorkflowState.PendingApproval or WorkflowState.Approved or WorkflowState.Scheduled or WorkflowState.Executing)
        {
            Assert.Equal((now.PlanHash, now.StateHash), (now.Approval!.PlanHash, now.Approval.StateHash));
        }
    }

    public static void AssertVerdict(Case before, CaseCommand command, CaseVerdict verdict)
    {
        if (!WorkflowTable.Hears(before.State, command.Kind) && !verdict.IsRepeat)
        {
            Assert.NotNull(verdict.Refusal);
        }

        if (verdict.Refusal is not null)
        {
            Assert.All(verdict.Events, happened => Assert.IsType<CommandAnswered>(happened));
            Assert.Contains("Allowed: ", verdict.Refusal, StringComparison.Ordinal);
        }

        if (verdict.Events.Any(happened => happened is CaseFailed))
        {
            Assert.Contains(verdict.Events.SelectMany(CaseMachine.Effects), effect => effect.Kind == CaseEffectKind.CallPerson);
        }

        if (verdict.Events.Any(happened => happened is ExecutionStarted))
        {
            AssertMayBegin(before, Assert.IsType<ReportCheck>(command));
        }
    }

    /// <summary>The same key is the same thing to do; and nothing but an operation is asked for twice.</summary>
    public static void AssertEffects(IEnumerable<CaseEvent> events)
    {
        var known = new Dictionary<string, CaseEffect>();
        foreach (var effect in events.SelectMany(CaseMachine.Effects))
        {
            if (!known.TryAdd(effect.Key, effect))
            {
                Assert.Equal(known[effect.Key], effect);
                Assert.Equal(effect.Key, effect.Subject);
            }
        }
    }

    private static void AssertLock(Case now)
    {
        var isLocked = now.LockKey.Length > 0;
        switch (now.State)
        {
            case WorkflowState.Executing or WorkflowState.Verifying or WorkflowState.RollingBack:
                Assert.True(isLocked, $"{now.State} without a lock.");
                break;
            case WorkflowState.Scheduled:
                Assert.Equal(isLocked, now.Operation is not null);
                break;
            default:
                Assert.False(isLocked, $"{now.State} with a lock.");
                Assert.Null(now.Operation);
                break;
        }
    }

    private static void AssertSteps(Case now)
    {
        var inEffect = now.Steps.Count(step => step.MayBeInEffect);
        switch (now.State)
        {
            case WorkflowState.RolledBack or WorkflowState.Failed:
                Assert.Equal(0, inEffect);
                break;
            case WorkflowState.Verifying:
                Assert.Equal(now.Plan!.Steps.Count, inEffect);
                break;
            case WorkflowState.Executing:
                Assert.All(now.Steps, step => Assert.NotEmpty(step.Undo));
                break;
        }
    }

    private static void AssertMayBegin(Case before, ReportCheck check)
    {
        var approval = before.Approval!;
        Assert.True(approval.IsGiven && approval.ExpiresUtc > check.AtUtc && before.WindowEndUtc > check.AtUtc);
        Assert.Equal((before.PlanHash, check.StateHash), (approval.PlanHash, approval.StateHash));
        if (approval.Requirement.IsAutomatic)
        {
            return;
        }

        Assert.All(approval.Requirement.Levels, (level, index) => Assert.Equal(level.Count, approval.Votes.Count(vote => vote.Level == index)));
        Assert.Equal(approval.Votes.Count, approval.Votes.Select(vote => vote.Actor).Distinct().Count());
        Assert.Equal(approval.Votes.Count, approval.Votes.Select(vote => vote.Voice).Distinct().Count());
        Assert.Empty(approval.Votes.Where(vote => vote.Actor != vote.Voice).Select(vote => vote.Voice).Intersect(approval.Votes.Select(vote => vote.Actor)));
        Assert.Empty(approval.Votes.SelectMany(vote => new[] { vote.Actor, vote.Voice }).Intersect(before.Authors.Append("")));
    }
}
