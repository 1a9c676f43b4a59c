using System.Diagnostics.Metrics;
using CostIntel.Domain.Recommendations.Book;

namespace CostIntel.Grains.Recommendations.Desk;

/// <summary>What desks of recommendations count.</summary>
internal static class RecommendationInstruments
{
    private static readonly Meter Meter = new("CostIntel.Recommendations");

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "costintel_recommendation_events", description: "What happened to recommendations, by kind of change and rule.");

    /// <summary>Counts what a commit has made durable.</summary>
    public static void Count(IEnumerable<RecommendationEvent> events)
    {
        foreach (var happened in events)
        {
            Events.Add(
                1,
                new KeyValuePair<string, object?>("change", happened.Entry.Change.ToString()),
                new KeyValuePair<string, object?>("rule", happened.Recommendation.Proposal.Candidate.Rule));
        }
    }
}
