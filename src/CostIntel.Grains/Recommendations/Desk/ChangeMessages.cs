using CostIntel.Domain.Recommendations.Book;

namespace CostIntel.Grains.Recommendations.Desk;

/// <summary>A recommendation that a change carries out.</summary>
/// <param name="Stored">A StoredRecommendation message.</param>
/// <param name="IsHeld">False when the evidence no longer shows what it rests on.</param>
[GenerateSerializer, Immutable, Alias("costintel.change-member")]
public sealed record ChangeMember([property: Id(0)] byte[] Stored, [property: Id(1)] bool IsHeld);

/// <summary>Whether a change may carry recommendations out.</summary>
/// <param name="Members">They; empty when it may not.</param>
/// <param name="Refusal">Why not; null when it may.</param>
[GenerateSerializer, Immutable, Alias("costintel.claim-answer")]
public sealed record ClaimAnswer([property: Id(0)] ChangeMember[] Members, [property: Id(1)] string? Refusal);

/// <summary>What a change tells of a recommendation, see <see cref="ChangeNews"/>.</summary>
[GenerateSerializer, Immutable, Alias("costintel.change-told")]
public sealed record ChangeTold(
    [property: Id(0)] string[] RecommendationIds,
    [property: Id(1)] string ChangeId,
    [property: Id(2)] long Version,
    [property: Id(3)] RecommendationState State,
    [property: Id(4)] RecommendationChange Change,
    [property: Id(5)] string Actor,
    [property: Id(6)] string Text,
    [property: Id(7)] DateTimeOffset AtUtc,
    [property: Id(8)] DateTimeOffset? SinceUtc)
{
    /// <summary>The domain's form.</summary>
    public ChangeNews ToDomain() => new(ChangeId, Version, State, Change, Actor, Text, AtUtc, SinceUtc);
}
