using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Domain.Workflow;

/// <summary>A voice for a change.</summary>
/// <param name="Level">In which level, from 0.</param>
/// <param name="Actor">Who spoke.</param>
/// <param name="Voice">Whose voice it is: the actor's, or that of whom they stood in for.</param>
public sealed record Vote(int Level, string Actor, string Voice);

/// <summary>Somebody who may decide in another's place.</summary>
/// <param name="Level">In which level, from 0.</param>
/// <param name="From">In whose place.</param>
/// <param name="To">Who.</param>
public sealed record Delegation(int Level, string From, string To);

/// <summary>How far the approval of a case is. It holds for one plan and one state of the resources only.</summary>
/// <param name="Requirement">Who has to agree.</param>
/// <param name="PlanHash">To which plan.</param>
/// <param name="StateHash">For which state of the resources.</param>
/// <param name="ExpiresUtc">Until when to decide; once approved, until when the change must have begun.</param>
public sealed record ApprovalProgress(
    ApprovalRequirement Requirement, string PlanHash, string StateHash, DateTimeOffset ExpiresUtc)
{
    /// <summary>Whose turn it is, from 0.</summary>
    public int Level { get; init; }

    /// <summary>When to remind them; null for never.</summary>
    public DateTimeOffset? RemindUtc { get; init; }

    /// <summary>When to ask others too; null for never, or when they have been asked.</summary>
    public DateTimeOffset? EscalateUtc { get; init; }

    /// <summary>True when others were asked too.</summary>
    public bool IsEscalated { get; init; }

    /// <summary>True when enough have agreed.</summary>
    public bool IsGiven { get; init; }

    /// <summary>Who agrees, in all levels so far.</summary>
    public IReadOnlyList<Vote> Votes { get; init; } = [];

    /// <summary>Who stands in for whom.</summary>
    public IReadOnlyList<Delegation> Delegations { get; init; } = [];

    /// <summary>The level whose turn it is.</summary>
    public ApprovalLevel Current() => Requirement.Levels[Level];

    /// <summary>How many more voices the level needs.</summary>
    public int Missing() => Math.Max(1, Current().Count) - Votes.Count(vote => vote.Level == Level);

    /// <summary>True when somebody is asked themselves, on the level whose turn it is.</summary>
    public bool IsAsked(Approver approver) => ApprovalSeats.IsAsked(Current(), IsEscalated, approver);

    /// <summary>The voice with which somebody can speak now, or why with nobody's.</summary>
    /// <param name="approver">Who.</param>
    /// <param name="authors">Who made the change what it is.</param>
    /// <param name="nowUtc">The time, UTC.</param>
    public SeatResult SeatOf(Approver approver, IReadOnlyCollection<string> authors, DateTimeOffset nowUtc) => ApprovalSeats.Find(
        Current(),
        IsEscalated,
        [.. Votes.Select(vote => new ApprovalSeat(vote.Actor, vote.Voice))],
        approver,
        authors,
        Requirement.Delegations,
        [.. Delegations.Where(given => given.Level == Level).Select(given => new ApprovalSeat(given.To, given.From))],
        nowUtc);
}
