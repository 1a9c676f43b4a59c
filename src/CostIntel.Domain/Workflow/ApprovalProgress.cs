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

    /// <summary>True when somebody was asked themselves.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="groups">Groups they are in.</param>
    public bool IsAsked(string actor, IReadOnlyList<string> groups) =>
        Current().People.Contains(actor, StringComparer.Ordinal)
        || Current().Groups.Intersect(groups, StringComparer.Ordinal).Any()
        || (IsEscalated && Current().EscalateTo.Intersect(groups, StringComparer.Ordinal).Any());

    /// <summary>With whose voice somebody can speak; null when with nobody's.</summary>
    /// <remarks>A person speaks once in a case, and a voice is heard once: so many voices are so many pairs of eyes.</remarks>
    /// <param name="actor">Who.</param>
    /// <param name="groups">Groups they are in.</param>
    public string? VoiceOf(string actor, IReadOnlyList<string> groups)
    {
        if (Votes.Any(vote => vote.Actor == actor))
        {
            return null;
        }

        IEnumerable<string> voices =
        [
            .. IsAsked(actor, groups) ? [actor] : Array.Empty<string>(),
            .. Delegations.Where(given => given.Level == Level && given.To == actor).Select(given => given.From),
        ];
        return voices.FirstOrDefault(voice => Votes.All(vote => vote.Voice != voice && vote.Actor != voice));
    }
}
