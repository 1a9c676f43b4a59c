namespace CostIntel.Grains.Recommendations.Desk;

/// <summary>What could be done about a target.</summary>
/// <param name="Advice">A StoredAdvice message.</param>
[GenerateSerializer, Immutable, Alias("costintel.advice-report")]
public sealed record AdviceReport([property: Id(0)] ReadOnlyMemory<byte> Advice);

/// <summary>What can be said about a recommendation.</summary>
public enum RecommendationAction
{
    /// <summary>It is not wanted.</summary>
    Reject = 1,

    /// <summary>It was done.</summary>
    Apply,

    /// <summary>It was undone.</summary>
    RollBack,
}

/// <summary>What somebody says about a recommendation.</summary>
/// <param name="RecommendationId">Which.</param>
/// <param name="Action">What.</param>
/// <param name="Actor">Who.</param>
/// <param name="Comment">For people.</param>
/// <param name="AtUtc">When it was done, or until when it is not wanted; null for the default.</param>
[GenerateSerializer, Immutable, Alias("costintel.recommendation-command")]
public sealed record RecommendationCommand(
    [property: Id(0)] string RecommendationId,
    [property: Id(1)] RecommendationAction Action,
    [property: Id(2)] string Actor,
    [property: Id(3)] string Comment,
    [property: Id(4)] DateTimeOffset? AtUtc);

/// <summary>What a desk answers.</summary>
/// <param name="Recommendation">A Recommendation message; null when there is none, or it was refused.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("costintel.recommendation-answer")]
public sealed record RecommendationAnswer([property: Id(0)] byte[]? Recommendation, [property: Id(1)] string? Refusal);

/// <summary>Asks for recommendations.</summary>
/// <param name="Request">A ListRecommendationsRequest message, which has been checked.</param>
/// <param name="Start">How many are before the page.</param>
/// <param name="Size">How many the page has at most.</param>
[GenerateSerializer, Immutable, Alias("costintel.recommendation-question")]
public sealed record RecommendationQuestion(
    [property: Id(0)] ReadOnlyMemory<byte> Request, [property: Id(1)] int Start, [property: Id(2)] int Size);

/// <summary>A page of recommendations.</summary>
/// <param name="Response">A ListRecommendationsResponse message without a token.</param>
/// <param name="Count">How many there are on all pages.</param>
[GenerateSerializer, Immutable, Alias("costintel.recommendation-page")]
public sealed record RecommendationPage([property: Id(0)] ReadOnlyMemory<byte> Response, [property: Id(1)] int Count);

/// <summary>Asks what an approval policy would have done.</summary>
/// <param name="Present">The policy that holds, as YAML that has been checked.</param>
/// <param name="Tried">The one that is tried, as YAML that has been checked.</param>
/// <param name="DifferencesMax">How many differences are told.</param>
[GenerateSerializer, Immutable, Alias("costintel.approval-trial")]
public sealed record ApprovalTrial(
    [property: Id(0)] string Present, [property: Id(1)] string Tried, [property: Id(2)] int DifferencesMax);
