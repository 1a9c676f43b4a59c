using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Domain.Workflow;

/// <summary>Something that happened to a case. What is computed stands in it, so that replay computes nothing.</summary>
/// <param name="Kind">What.</param>
public abstract record CaseEvent(CaseEventKind Kind)
{
    /// <summary>To which case.</summary>
    public string CaseId { get; init; } = "";

    /// <summary>The how many-th of the case, from 1.</summary>
    public long Number { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset AtUtc { get; init; }

    /// <summary>Who; empty for the engine.</summary>
    public string Actor { get; init; } = "";
}

/// <summary>There is a plan.</summary>
/// <param name="Plan">It.</param>
/// <param name="StateHash">Hash of the state of the resources that it was made for.</param>
/// <param name="Text">Why.</param>
public sealed record PlanProposed(ChangePlan Plan, string StateHash, string Text) : CaseEvent(CaseEventKind.PlanProposed);

/// <summary>There is another plan.</summary>
/// <param name="Plan">It.</param>
/// <param name="StateHash">Hash of the state of the resources that it was made for.</param>
/// <param name="Text">Why.</param>
public sealed record PlanReplaced(ChangePlan Plan, string StateHash, string Text) : CaseEvent(CaseEventKind.PlanReplaced);

/// <summary>The resources are not as they were.</summary>
/// <param name="StateHash">Hash of their state now.</param>
public sealed record StateSeen(string StateHash) : CaseEvent(CaseEventKind.StateSeen);

/// <summary>What was or might have been approved has changed; the policy is to be asked again.</summary>
/// <param name="Text">What has changed.</param>
public sealed record ApprovalVoided(string Text) : CaseEvent(CaseEventKind.ApprovalVoided);

/// <summary>Approval was asked for.</summary>
/// <param name="Requirement">Whose.</param>
/// <param name="ExpiresUtc">Until when they may decide.</param>
public sealed record ApprovalAsked(ApprovalRequirement Requirement, DateTimeOffset ExpiresUtc)
    : CaseEvent(CaseEventKind.ApprovalAsked);

/// <summary>It is the turn of a level of approval.</summary>
/// <param name="Level">Which, from 0.</param>
/// <param name="RemindUtc">When to remind them; null for never.</param>
/// <param name="EscalateUtc">When to ask others too; null for never.</param>
public sealed record LevelOpened(int Level, DateTimeOffset? RemindUtc, DateTimeOffset? EscalateUtc)
    : CaseEvent(CaseEventKind.LevelOpened);

/// <summary>Somebody agreed.</summary>
/// <param name="Level">In which level.</param>
/// <param name="Voice">Whose voice it is: the actor's, or that of whom they stand in for.</param>
/// <param name="Text">What they said.</param>
public sealed record Voted(int Level, string Voice, string Text) : CaseEvent(CaseEventKind.Voted);

/// <summary>Somebody who was asked named another to decide in their place.</summary>
/// <param name="Level">In which level.</param>
/// <param name="To">Whom.</param>
/// <param name="Text">Why.</param>
public sealed record Delegated(int Level, string To, string Text) : CaseEvent(CaseEventKind.Delegated);

/// <summary>Those who were asked were reminded.</summary>
/// <param name="Level">Which level.</param>
/// <param name="NextUtc">When to remind them again.</param>
public sealed record Reminded(int Level, DateTimeOffset NextUtc) : CaseEvent(CaseEventKind.Reminded);

/// <summary>Others were asked too.</summary>
/// <param name="Level">Which level.</param>
public sealed record Escalated(int Level) : CaseEvent(CaseEventKind.Escalated);

/// <summary>It may be done.</summary>
/// <param name="ValidUntilUtc">Until when the change must have begun.</param>
/// <param name="Text">By whom or by what it was approved.</param>
public sealed record ApprovalGiven(DateTimeOffset ValidUntilUtc, string Text) : CaseEvent(CaseEventKind.ApprovalGiven);

/// <summary>It is not wanted.</summary>
/// <param name="Text">Why.</param>
public sealed record CaseRejected(string Text) : CaseEvent(CaseEventKind.CaseRejected);

/// <summary>Time is up.</summary>
/// <param name="Text">For what.</param>
public sealed record CaseExpired(string Text) : CaseEvent(CaseEventKind.CaseExpired);

/// <summary>A better one has taken its place.</summary>
/// <param name="By">Which.</param>
/// <param name="Text">Why it is better.</param>
public sealed record CaseSuperseded(string By, string Text) : CaseEvent(CaseEventKind.CaseSuperseded);

/// <summary>What it rested on no longer holds.</summary>
/// <param name="Text">What.</param>
public sealed record CaseWithdrawn(string Text) : CaseEvent(CaseEventKind.CaseWithdrawn);

/// <summary>It must not begin until it is resumed.</summary>
/// <param name="Text">Why.</param>
public sealed record CaseHalted(string Text) : CaseEvent(CaseEventKind.CaseHalted);

/// <summary>It may begin again.</summary>
/// <param name="IsApproved">A time for it is to be found.</param>
/// <param name="Text">Why.</param>
public sealed record CaseResumed(bool IsApproved, string Text) : CaseEvent(CaseEventKind.CaseResumed);

/// <summary>A person says that they have done it.</summary>
/// <param name="Text">How.</param>
public sealed record AppliedByHand(string Text) : CaseEvent(CaseEventKind.AppliedByHand);

/// <summary>A person says that they have undone it.</summary>
/// <param name="Text">How.</param>
public sealed record RolledBackByHand(string Text) : CaseEvent(CaseEventKind.RolledBackByHand);

/// <summary>Somebody said something.</summary>
/// <param name="Text">What.</param>
public sealed record Commented(string Text) : CaseEvent(CaseEventKind.Commented);

/// <summary>A command with a request id was answered; the same id will get the same answer.</summary>
/// <param name="RequestId">The id.</param>
/// <param name="Fingerprint">Of the command, so that the id cannot come to mean another.</param>
/// <param name="Refusal">Why it was refused; empty when it was carried out.</param>
public sealed record CommandAnswered(string RequestId, string Fingerprint, string Refusal)
    : CaseEvent(CaseEventKind.CommandAnswered);
