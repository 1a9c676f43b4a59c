using CostIntel.Contracts.V1;
using CostIntel.Domain.Money;
using Google.Protobuf;
using Recommendation = CostIntel.Domain.Recommendations.Book.Recommendation;

namespace CostIntel.Grains.Recommendations.Desk;

/// <content>Lists recommendations by rank.</content>
public sealed partial class RecommendationDeskGrain
{
    /// <inheritdoc/>
    public Task<RecommendationPage> ListAsync(RecommendationQuestion question)
    {
        var sieve = RecommendationSieve.Of(ListRecommendationsRequest.Parser.ParseFrom(question.Request.Span));
        // Amounts of one currency are not compared with those of another.
        var found = _book.All.Where(sieve.Keeps)
            .Select(one => (One: one, Rank: _book.RankOf(one)))
            .OrderBy(one => one.One.Target.Unit, StringComparer.Ordinal)
            .ThenByDescending(one => one.Rank)
            .ThenByDescending(one => one.One.Proposal.Estimate.Saving.Expected)
            .ThenBy(one => one.One.Id.ToString(), StringComparer.Ordinal)
            .Select(one => one.One)
            .ToList();
        var response = new ListRecommendationsResponse();
        response.Recommendations.AddRange(found.Skip(question.Start).Take(question.Size).Select(Summary));
        var now = time.GetUtcNow();
        response.Totals.AddRange(found.GroupBy(one => one.Target.Unit).Select(own => new RecommendationTotal
        {
            CurrencyCode = own.Key,
            Count = own.Count(),
            EstimatedMonthlySavings = Sum(own.Where(one => !IsPurchase(one))),
            CommitmentSavings = Sum(own.Where(IsPurchase)),
            CostOfWaiting = ExactDecimal.Format(Math.Round(own.Sum(one => one.CostOfWaiting(now)), 2)),
        }));
        return Task.FromResult(new RecommendationPage(response.ToByteArray(), found.Count));
    }

    private static bool IsPurchase(Recommendation recommendation) =>
        recommendation.Proposal.Candidate.Change.Action == Domain.Recommendations.ActionType.Purchase;

    private static string Sum(IEnumerable<Recommendation> recommendations) =>
        ExactDecimal.Format(recommendations.Sum(one => one.Proposal.Estimate.Saving.Expected));

    private Contracts.V1.Recommendation Summary(Recommendation recommendation)
    {
        var message = Shown(recommendation);
        message.Evidence.Clear();
        message.Timeline.Clear();
        message.Sla.Findings.Clear();
        return message;
    }
}
