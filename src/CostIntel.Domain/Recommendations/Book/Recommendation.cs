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

    /// <summary>What happened, the newest last.</summary>
    public required IReadOnlyList<RecommendationEntry> Timeline { get; init; }

    /// <summary>True while it waits for a decision.</summary>
    public bool IsLive => State == RecommendationState.Proposed;

    /// <summary>What not deciding has cost since it was proposed; 0 when nothing would be saved or it is decided.</summary>
    /// <param name="nowUtc">The time.</param>
    public decimal CostOfWaiting(DateTimeOffset nowUtc) => IsLive
        ? Math.Max(0, Proposal.Estimate.Saving.Expected) / CostHistory.HoursPerMonth * (decimal)Math.Max(0, (nowUtc - ProposedUtc).TotalHours)
        : 0;

    /// <summary>With one more thing that happened.</summary>
    public Recommendation Noting(RecommendationEntry entry) =>
        this with { Timeline = [.. Timeline.Skip(Timeline.Count - TimelineMax + 1), entry] };
}
