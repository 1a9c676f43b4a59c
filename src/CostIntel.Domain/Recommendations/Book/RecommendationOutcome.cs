namespace CostIntel.Domain.Recommendations.Book;

/// <summary>Something that happened to a recommendation.</summary>
/// <param name="Recommendation">The recommendation afterwards.</param>
/// <param name="Entry">What happened.</param>
public sealed record RecommendationEvent(Recommendation Recommendation, RecommendationEntry Entry);

/// <summary>What has changed in a book.</summary>
/// <param name="Touched">Recommendations that are not as they were.</param>
/// <param name="Events">What is to be told, in order.</param>
public sealed record RecommendationOutcome(IReadOnlyList<Recommendation> Touched, IReadOnlyList<RecommendationEvent> Events)
{
    /// <summary>Nothing has.</summary>
    public static RecommendationOutcome Nothing { get; } = new([], []);

    /// <summary>One thing happened.</summary>
    public static RecommendationOutcome Of(Recommendation recommendation) =>
        new([recommendation], [new(recommendation, recommendation.Timeline[^1])]);

    /// <summary>One after the other.</summary>
    public RecommendationOutcome Then(RecommendationOutcome next) => new([.. Touched, .. next.Touched], [.. Events, .. next.Events]);
}

/// <summary>A command that cannot be carried out.</summary>
/// <param name="message">Why, and what can be done instead.</param>
public sealed class RecommendationRefusedException(string message) : Exception(message);
