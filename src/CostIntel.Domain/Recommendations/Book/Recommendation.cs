using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Savings;

namespace CostIntel.Domain.Recommendations.Book;

/// <summary>Something that should be done, why, what it is worth, and what has come of it.</summary>
public sealed record Recommendation
{
    /// <summary>Entries of the timeline that are kept.</summary>
    public const int TimelineMax = 50;

    /// <summary>Its name.</summary>
    public required RecommendationId Id { get; init; }

    /// <summary>What it is about: a resource, or the usage of a service in a region of an account; its unit is the currency.</summary>
    public required Subject Target { get; init; }

    /// <summary>What is proposed, and what that is worth.</summary>
    public required Proposal Proposal { get; init; }

    /// <summary>What people were last told of it, which small changes are compared with; null for what it is now.</summary>
    public Proposal? LastTold { get; init; }

    /// <summary>Since when a breach of an objective is to be expected of it, UTC; null while none is, or after a restart.</summary>
    public DateTimeOffset? BlockedSinceUtc { get; init; }

    /// <summary>Where it is.</summary>
    public required RecommendationState State { get; init; }

    /// <summary>When it was proposed first, UTC.</summary>
    public required DateTimeOffset ProposedUtc { get; init; }

    /// <summary>When it was last found to hold, UTC.</summary>
    public required DateTimeOffset RefreshedUtc { get; init; }

    /// <summary>When it was done, UTC; null when it was not.</summary>
    public DateTimeOffset? AppliedUtc { get; init; }

    /// <summary>When it ended, UTC; null while somebody may still decide or it is being measured.</summary>
    public DateTimeOffset? ClosedUtc { get; init; }

    /// <summary>After a rejection: until when the like of it is not proposed again, UTC.</summary>
    public DateTimeOffset? MutedUntilUtc { get; init; }

    /// <summary>The one that has taken its place.</summary>
    public RecommendationId? SupersededBy { get; init; }

    /// <summary>What it has saved since it was applied; null before that was measured.</summary>
    public RealisedSaving? Realised { get; init; }

    /// <summary>The change that carries it out, or did; empty for none.</summary>
    public string ChangeId { get; init; } = "";

    /// <summary>Up to where the change that told last has told of itself; grows while it is the same.</summary>
    public long ChangeVersion { get; init; }

    /// <summary>The change that told last; empty for none. Each change counts what it tells by itself.</summary>
    public string ToldBy { get; init; } = "";

    /// <summary>False when the evidence no longer shows what a change that has not begun rests on; true after a restart.</summary>
    public bool IsHeld { get; init; } = true;

    /// <summary>What happened, the newest last.</summary>
    public required IReadOnlyList<RecommendationEntry> Timeline { get; init; }

    /// <summary>True while it waits for somebody to take it up.</summary>
    public bool IsLive => State == RecommendationState.Proposed && ChangeId.Length == 0;

    /// <summary>True while a change is on its way that carries it out.</summary>
    public bool IsUnderway => ChangeId.Length > 0 && (IsBeforeStart || HasBegun);

    /// <summary>True when it was applied, but its way back is with its change.</summary>
    public bool IsKeptByChange => ChangeId.Length > 0 && State == RecommendationState.Applied;

    /// <summary>True while nothing has been changed, and it may still be.</summary>
    public bool IsBeforeStart => State is RecommendationState.Proposed or RecommendationState.PendingApproval
        or RecommendationState.Approved or RecommendationState.Scheduled;

    private bool HasBegun => State is RecommendationState.Executing or RecommendationState.Verifying
        or RecommendationState.RollingBack;

    /// <summary>What waiting has cost since it was proposed; 0 when nothing would be saved, or it has begun or ended.</summary>
    /// <param name="nowUtc">The time.</param>
    public decimal CostOfWaiting(DateTimeOffset nowUtc) => IsBeforeStart
        ? Math.Max(0, Proposal.Estimate.Saving.Expected) / CostHistory.HoursPerMonth * (decimal)Math.Max(0, (nowUtc - ProposedUtc).TotalHours)
        : 0;

    /// <summary>With one more thing that happened.</summary>
    public Recommendation Noting(RecommendationEntry entry) =>
        this with { Timeline = [.. Timeline.Skip(Timeline.Count - TimelineMax + 1), entry] };
}
