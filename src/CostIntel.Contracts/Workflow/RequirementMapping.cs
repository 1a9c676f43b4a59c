using CostIntel.Domain.Workflow.Approvals;
using Stored = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.Workflow;

/// <summary>What a change needs, to and from what is stored of it; exact to the tick.</summary>
public static class RequirementMapping
{
    /// <summary>What is stored.</summary>
    public static Stored.StoredApprovalRequirement ToStored(this ApprovalRequirement requirement)
    {
        var stored = new Stored.StoredApprovalRequirement
        {
            Automatic = requirement.IsAutomatic,
            ExpiresAfterTicks = requirement.ExpiresAfter.Ticks,
            PolicyVersion = requirement.PolicyVersion,
            Why = requirement.Why,
        };
        stored.Levels.AddRange(requirement.Levels.Select(ToStored));
        stored.Delegations.AddRange(requirement.Delegations.Select(ToStored));
        return stored;
    }

    /// <summary>The requirement that was stored.</summary>
    public static ApprovalRequirement ToDomain(this Stored.StoredApprovalRequirement stored) => new(
        [.. stored.Levels.Select(ToDomain)],
        stored.Automatic,
        new TimeSpan(stored.ExpiresAfterTicks),
        stored.PolicyVersion,
        stored.Why)
    {
        Delegations = [.. stored.Delegations.Select(ToDomain)],
    };

    private static Stored.StoredApprovalLevel ToStored(ApprovalLevel level)
    {
        var stored = new Stored.StoredApprovalLevel { Count = level.Count };
        stored.Groups.AddRange(level.Groups);
        stored.People.AddRange(level.People);
        stored.EscalateTo.AddRange(level.EscalateTo);
        if (level.RemindAfter is { } remind)
        {
            stored.RemindAfterTicks = remind.Ticks;
        }

        if (level.EscalateAfter is { } escalate)
        {
            stored.EscalateAfterTicks = escalate.Ticks;
        }

        return stored;
    }

    private static ApprovalLevel ToDomain(Stored.StoredApprovalLevel stored) => new(
        [.. stored.Groups],
        [.. stored.People],
        stored.Count,
        stored.HasRemindAfterTicks ? new TimeSpan(stored.RemindAfterTicks) : null,
        stored.HasEscalateAfterTicks ? new TimeSpan(stored.EscalateAfterTicks) : null,
        [.. stored.EscalateTo]);

    private static Stored.StoredStandingDelegation ToStored(StandingDelegation delegation)
    {
        var stored = new Stored.StoredStandingDelegation
        {
            From = delegation.From,
            To = delegation.To,
            SinceTicks = delegation.SinceUtc.UtcTicks,
            UntilTicks = delegation.UntilUtc.UtcTicks,
        };
        stored.Groups.AddRange(delegation.Groups);
        return stored;
    }

    private static StandingDelegation ToDomain(Stored.StoredStandingDelegation stored) => new(
        stored.From,
        [.. stored.Groups],
        stored.To,
        new DateTimeOffset(stored.SinceTicks, TimeSpan.Zero),
        new DateTimeOffset(stored.UntilTicks, TimeSpan.Zero));
}
