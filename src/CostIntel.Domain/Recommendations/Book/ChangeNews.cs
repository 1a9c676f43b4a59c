namespace CostIntel.Domain.Recommendations.Book;

/// <summary>What a change tells of the recommendations that it carries out.</summary>
/// <param name="ChangeId">Which change.</param>
/// <param name="Version">Its place among all that the change tells; what has a lower one than was heard is old.</param>
/// <param name="State">Where they are now.</param>
/// <param name="Change">What happened.</param>
/// <param name="Actor">Who did it; empty for the engine.</param>
/// <param name="Text">One sentence.</param>
/// <param name="AtUtc">When it happened, UTC.</param>
/// <param name="SinceUtc">
/// Of what is applied: since when it is in effect. Of what is rejected: until when the like of it is not proposed. UTC; null
/// for the default.
/// </param>
public sealed record ChangeNews(
    string ChangeId,
    long Version,
    RecommendationState State,
    RecommendationChange Change,
    string Actor,
    string Text,
    DateTimeOffset AtUtc,
    DateTimeOffset? SinceUtc);
