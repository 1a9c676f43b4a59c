using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Contracts.Workflow;

/// <summary>Plans and what they need to be approved, to and from what is stored of them.</summary>
internal static class StoredPlans
{
    public static StoredPlan ToStored(ChangePlan plan)
    {
        var stored = new StoredPlan { CanarySteps = plan.CanarySteps, Limits = ToStored(plan.Limits) };
        stored.Steps.AddRange(plan.Steps.Select(step => new StoredPlanStep
        {
            Resource = step.Resource, Executor = step.Executor, Instruction = step.Instruction,
        }));
        return stored;
    }

    public static ChangePlan ToDomain(StoredPlan stored) => new(
        [.. stored.Steps.Select(step => new PlanStep(step.Resource, step.Executor, step.Instruction))],
        stored.CanarySteps,
        ToDomain(stored.Limits));

    public static StoredRequirement ToStored(ApprovalRequirement requirement)
    {
        var stored = new StoredRequirement
        {
            IsAutomatic = requirement.IsAutomatic,
            ExpiresAfter = requirement.ExpiresAfter.Ticks,
            PolicyVersion = requirement.PolicyVersion,
            Why = requirement.Why,
        };
        stored.Levels.AddRange(requirement.Levels.Select(ToStored));
        stored.Delegations.AddRange(requirement.Delegations.Select(ToStored));
        return stored;
    }

    public static ApprovalRequirement ToDomain(StoredRequirement stored) => new(
        [.. stored.Levels.Select(ToDomain)],
        stored.IsAutomatic,
        TimeSpan.FromTicks(stored.ExpiresAfter),
        stored.PolicyVersion,
        stored.Why)
    {
        Delegations = [.. stored.Delegations.Select(ToDomain)],
    };

    private static StoredDelegation ToStored(StandingDelegation delegation) => new()
    {
        From = delegation.From,
        Groups = { delegation.Groups },
        To = delegation.To,
        SinceTicks = delegation.SinceUtc.UtcTicks,
        UntilTicks = delegation.UntilUtc.UtcTicks,
    };

    private static StandingDelegation ToDomain(StoredDelegation stored) => new(
        stored.From,
        [.. stored.Groups],
        stored.To,
        StoredTimes.At(stored.SinceTicks),
        StoredTimes.At(stored.UntilTicks));

    private static StoredLevel ToStored(ApprovalLevel level)
    {
        var stored = new StoredLevel { Count = level.Count };
        stored.Groups.AddRange(level.Groups);
        stored.People.AddRange(level.People);
        stored.EscalateTo.AddRange(level.EscalateTo);
        if (level.RemindAfter is { } remind)
        {
            stored.RemindAfter = remind.Ticks;
        }

        if (level.EscalateAfter is { } escalate)
        {
            stored.EscalateAfter = escalate.Ticks;
        }

        return stored;
    }

    private static ApprovalLevel ToDomain(StoredLevel stored) => new(
        [.. stored.Groups],
        [.. stored.People],
        stored.Count,
        StoredTimes.For(stored.HasRemindAfter, stored.RemindAfter),
        StoredTimes.For(stored.HasEscalateAfter, stored.EscalateAfter),
        [.. stored.EscalateTo]);

    private static StoredLimits ToStored(ExecutionLimits limits) => new()
    {
        AttemptWithin = limits.AttemptWithin.Ticks,
        AttemptsMax = limits.AttemptsMax,
        RetryAfter = limits.RetryAfter.Ticks,
        RetryAfterMax = limits.RetryAfterMax.Ticks,
        PollEvery = limits.PollEvery.Ticks,
        PageEvery = limits.PageEvery,
        CanaryFor = limits.CanaryFor.Ticks,
        VerifyFor = limits.VerifyFor.Ticks,
        RetainFor = limits.RetainFor.Ticks,
    };

    private static ExecutionLimits ToDomain(StoredLimits stored) => new()
    {
        AttemptWithin = TimeSpan.FromTicks(stored.AttemptWithin),
        AttemptsMax = stored.AttemptsMax,
        RetryAfter = TimeSpan.FromTicks(stored.RetryAfter),
        RetryAfterMax = TimeSpan.FromTicks(stored.RetryAfterMax),
        PollEvery = TimeSpan.FromTicks(stored.PollEvery),
        PageEvery = stored.PageEvery,
        CanaryFor = TimeSpan.FromTicks(stored.CanaryFor),
        VerifyFor = TimeSpan.FromTicks(stored.VerifyFor),
        RetainFor = TimeSpan.FromTicks(stored.RetainFor),
    };
}
