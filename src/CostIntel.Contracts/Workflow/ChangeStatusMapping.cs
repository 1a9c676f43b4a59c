using System.Text.Json;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Approvals;
using Google.Protobuf.WellKnownTypes;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Workflow;

/// <summary>Changes as their users see them.</summary>
public static class ChangeStatusMapping
{
    /// <summary>Where a change is.</summary>
    /// <param name="now">It.</param>
    /// <param name="recommendationIds">What it carries out.</param>
    /// <param name="history">What happened, the oldest first.</param>
    public static Proto.ChangeStatus ToMessage(
        this Case now, IEnumerable<string> recommendationIds, IEnumerable<Proto.ChangeHistoryEntry> history)
    {
        var message = new Proto.ChangeStatus
        {
            ChangeId = now.Id,
            State = (Proto.RecommendationState)now.State,
            Changed = now.ChangedUtc.ToTimestamp(),
            Reason = now.Reason,
            Plan = now.Plan?.ToMessage(now.PlanHash, now.StateHash),
            Approval = now.Approval?.ToMessage(),
            Halted = now.IsHalted,
            Start = now.StartUtc?.ToTimestamp(),
            WindowEnd = now.WindowEndUtc?.ToTimestamp(),
            Operation = now.Operation?.ToMessage(),
            WatchUntil = now.WatchUntilUtc?.ToTimestamp(),
            RetainUntil = now.RetainUntilUtc?.ToTimestamp(),
            Version = now.Version,
        };
        message.RecommendationIds.AddRange(recommendationIds);
        message.Authors.AddRange(now.Authors);
        message.Steps.AddRange(now.Steps.Select(step => new Proto.ChangeStepStatus { Progress = ProgressOf(step), Undo = step.Undo }));
        message.Allowed.AddRange(WorkflowTable.Commands[now.State].Where(IsForPeople).Select(command => command.ToString()));
        message.History.AddRange(history);
        return message;
    }

    /// <summary>A plan.</summary>
    /// <param name="plan">It.</param>
    /// <param name="planHash">Hash of it.</param>
    /// <param name="stateHash">Hash of the state of the resources that it is for.</param>
    public static Proto.ChangePlan ToMessage(this ChangePlan plan, string planHash, string stateHash)
    {
        var message = new Proto.ChangePlan
        {
            CanarySteps = plan.CanarySteps, Limits = plan.Limits.ToMessage(), PlanHash = planHash, StateHash = stateHash,
        };
        message.Steps.AddRange(plan.Steps.Select(step => new Proto.ChangePlanStep
        {
            RecommendationId = Told(step.Instruction, "recommendation_id"),
            ResourceId = Told(step.Instruction, "resource_id"),
            Executor = step.Executor,
            Instruction = step.Instruction,
        }));
        return message;
    }

    /// <summary>Whom a policy asks.</summary>
    public static Proto.ApprovalLevelStatus ToMessage(this ApprovalLevel level)
    {
        var message = new Proto.ApprovalLevelStatus { Count = level.Count };
        message.Groups.AddRange(level.Groups);
        message.People.AddRange(level.People);
        message.EscalateTo.AddRange(level.EscalateTo);
        return message;
    }

    /// <summary>Something that happened.</summary>
    public static Proto.ChangeHistoryEntry ToEntry(this CaseEvent happened) => new()
    {
        Number = happened.Number,
        At = happened.AtUtc.ToTimestamp(),
        Actor = happened.Actor,
        Event = happened.Kind.ToString(),
        Text = CaseEventText.Of(happened),
    };

    private static bool IsForPeople(CaseCommandKind command) => command is CaseCommandKind.ProposePlan or CaseCommandKind.Approve
        or CaseCommandKind.Reject or CaseCommandKind.Delegate or CaseCommandKind.Comment or CaseCommandKind.RollBack
        or CaseCommandKind.RecordApplied or CaseCommandKind.RecordRolledBack;

    private static Proto.ApprovalStatus ToMessage(this ApprovalProgress approval)
    {
        var message = new Proto.ApprovalStatus
        {
            PolicyVersion = approval.Requirement.PolicyVersion,
            Why = approval.Requirement.Why,
            Automatic = approval.Requirement.IsAutomatic,
            Given = approval.IsGiven,
            Expires = approval.ExpiresUtc.ToTimestamp(),
        };
        for (var number = 0; number < approval.Requirement.Levels.Count; number++)
        {
            message.Levels.Add(LevelOf(approval, number));
        }

        return message;
    }

    private static Proto.ApprovalLevelStatus LevelOf(ApprovalProgress approval, int number)
    {
        var level = approval.Requirement.Levels[number].ToMessage();
        level.Current = number == approval.Level && !approval.IsGiven;
        if (level.Current)
        {
            level.Escalated = approval.IsEscalated;
            level.Remind = approval.RemindUtc?.ToTimestamp();
            level.Escalate = approval.EscalateUtc?.ToTimestamp();
        }

        level.Votes.AddRange(approval.Votes
            .Where(vote => vote.Level == number)
            .Select(vote => new Proto.ApprovalVote { Actor = vote.Actor, For = vote.Voice }));
        return level;
    }

    private static Proto.ChangeOperation ToMessage(this Operation operation) => new()
    {
        Kind = operation.Kind == OperationKind.CheckCanary ? "check-canary" : operation.Kind.ToString().ToLowerInvariant(),
        Step = operation.Step,
        Key = operation.Key,
        Attempt = operation.Attempt,
        Deadline = operation.DeadlineUtc.ToTimestamp(),
        Retry = operation.RetryUtc?.ToTimestamp(),
    };

    private static Proto.ChangeLimits ToMessage(this ExecutionLimits limits) => new()
    {
        AttemptWithin = limits.AttemptWithin.ToDuration(),
        AttemptsMax = limits.AttemptsMax,
        RetryAfter = limits.RetryAfter.ToDuration(),
        RetryAfterMax = limits.RetryAfterMax.ToDuration(),
        PollEvery = limits.PollEvery.ToDuration(),
        PageEvery = limits.PageEvery,
        CanaryFor = limits.CanaryFor.ToDuration(),
        VerifyFor = limits.VerifyFor.ToDuration(),
        RetainFor = limits.RetainFor.ToDuration(),
    };

    private static Proto.ChangeStepProgress ProgressOf(CaseStep step) => step.Progress switch
    {
        StepProgress.Waiting => Proto.ChangeStepProgress.Waiting,
        StepProgress.Sent => Proto.ChangeStepProgress.Sent,
        StepProgress.Done => Proto.ChangeStepProgress.Done,
        StepProgress.NotDone => Proto.ChangeStepProgress.NotDone,
        StepProgress.Undone => Proto.ChangeStepProgress.Undone,
        _ => Proto.ChangeStepProgress.Unspecified,
    };

    // The instruction is the executor's own; what it does not say is not shown.
    private static string Told(string instruction, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(instruction);
            return document.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
