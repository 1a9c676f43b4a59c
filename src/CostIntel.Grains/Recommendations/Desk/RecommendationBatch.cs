using CostIntel.Contracts.Recommendations;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Storage.Desks;
using Google.Protobuf;
using Recommendation = CostIntel.Domain.Recommendations.Book.Recommendation;

namespace CostIntel.Grains.Recommendations.Desk;

/// <summary>What the works of one commit have changed.</summary>
internal sealed class RecommendationBatch(RecommendationBook book, DateTimeOffset nowUtc)
{
    private readonly Dictionary<RecommendationId, Recommendation> _touched = [];
    private readonly List<Domain.Recommendations.Book.RecommendationEvent> _events = [];

    /// <summary>When it is decided.</summary>
    public DateTimeOffset NowUtc { get; } = nowUtc;

    /// <summary>True when there is nothing to keep.</summary>
    public bool IsEmpty => _touched.Count == 0;

    /// <summary>What happened.</summary>
    public IReadOnlyList<Domain.Recommendations.Book.RecommendationEvent> Events => _events;

    /// <summary>Notes a change.</summary>
    public void Add(RecommendationOutcome change)
    {
        foreach (var recommendation in change.Touched)
        {
            _touched[recommendation.Id] = recommendation;
        }

        _events.AddRange(change.Events);
    }

    /// <summary>What is to be kept.</summary>
    public DeskCommit ToCommit(string tenant, long after) => new(
        tenant,
        after,
        NowUtc,
        [.. _touched.Values.Select(recommendation => new ItemRecord(
            recommendation.Id.ToString(), recommendation.ProposedUtc, recommendation.ClosedUtc, recommendation.ToStored().ToByteArray()))],
        [.. _events.Select((happened, index) => ToMessage(happened, after + 1 + index).ToByteArray())],
        null,
        null);

    private Contracts.V1.RecommendationEvent ToMessage(Domain.Recommendations.Book.RecommendationEvent happened, long sequence) => new()
    {
        Cursor = (ulong)sequence,
        Entry = happened.Entry.ToMessage(),
        Recommendation = happened.Recommendation.ToMessage(
            book.TrustIn(happened.Recommendation.Proposal.Candidate.Rule), NowUtc),
    };
}
