using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Money;
using CostIntel.Grains.Resources;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Recommendation = CostIntel.Domain.Recommendations.Book.Recommendation;
using RecommendationState = CostIntel.Domain.Recommendations.Book.RecommendationState;

namespace CostIntel.Grains.Recommendations.Desk;

/// <content>Measures what applied recommendations have saved.</content>
public sealed partial class RecommendationDeskGrain
{
    private const int CallsInFlight = 100;
    private static readonly TimeSpan SeenWithin = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> GetSavingsAsync(ReadOnlyMemory<byte> request)
    {
        var scope = FilterMapping.ToScope(GetSavingsRequest.Parser.ParseFrom(request.Span).Filters);
        var response = new GetSavingsResponse();
        var applied = _book.All.Where(one => one.AppliedUtc is not null).ToList();
        response.Lines.AddRange(applied
            .Where(one => scope.Holds(one.Target))
            .GroupBy(one => (one.Proposal.Candidate.Rule, one.Target.Account, Currency: one.Target.Unit))
            .Select(group => LineOf(group.Key.Rule, group.Key.Account, group.Key.Currency, [.. group]))
            .OrderBy(line => (line.CurrencyCode, line.Rule, line.Provider, line.BillingAccountId)));
        response.Rules.AddRange(applied
            .Select(one => one.Proposal.Candidate.Rule)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(_book.TrustIn)
            .Select(trust => new Contracts.V1.RuleTrust { Rule = trust.Rule, Measured = trust.Measured, Factor = trust.Factor }));
        return Task.FromResult<ReadOnlyMemory<byte>>(response.ToByteArray());
    }

    private static SavingsLine LineOf(string rule, Domain.Identity.AccountKey account, string currency, List<Recommendation> applied)
    {
        var realised = applied.Where(one => one.Realised is not null).Select(one => one.Realised!).ToList();
        return new()
        {
            Rule = rule,
            Provider = account.Provider,
            BillingAccountId = account.BillingAccountId,
            CurrencyCode = currency,
            Applied = applied.Count,
            Measured = realised.Count,
            Promised = ExactDecimal.Format(realised.Sum(saving => saving.Promised)),
            Saved = ExactDecimal.Format(realised.Sum(saving => saving.Saved)),
            SavedLow = ExactDecimal.Format(realised.Sum(saving => saving.SavedLow)),
            SavedHigh = ExactDecimal.Format(realised.Sum(saving => saving.SavedHigh)),
        };
    }

    private async Task LookAfterAllAsync()
    {
        await _pump.DoAsync(batch =>
        {
            batch.Add(_book.EndMeasuring(batch.NowUtc));
            return true;
        });
        await LookAgainAsync();
        TakeUpLater(_book.All);
        foreach (var underway in _book.All.Where(one => one.IsUnderway))
        {
            Wake(underway);
        }

        foreach (var applied in _book.All.Where(one => one is { State: RecommendationState.Applied, ClosedUtc: null }).ToList())
        {
            await MeasureAsync(applied);
        }
    }

    // A resource that is charged no more hears of nothing; what it was advised has to end all the same.
    private async Task LookAgainAsync()
    {
        foreach (var window in _book.Unseen(time.GetUtcNow() - SeenWithin).Where(one => one.Target.IsResource).Chunk(CallsInFlight))
        {
            await Task.WhenAll(window.Select(LookAgainAsync));
        }
    }

    private async Task LookAgainAsync(Recommendation live)
    {
        try
        {
            await GrainFactory.GetGrain<IResourceGrain>(live.Target.Resource).ReviewAsync(0);
        }
        catch (Exception failure)
        {
            LogUnseen(logger, live.Id.ToString(), failure);
        }
    }

    // What cannot be measured now is the next time.
    private async Task MeasureAsync(Recommendation applied)
    {
        if (!applied.Target.IsResource || applied.AppliedUtc is not { } at)
        {
            return;
        }

        try
        {
            var resource = GrainFactory.GetGrain<IResourceGrain>(applied.Target.Resource);
            if (await resource.MeasureSavingAsync(SavingQuestion.Of(applied, at)) is { } saving)
            {
                await _pump.DoAsync(batch =>
                {
                    batch.Add(_book.Measure(applied.Id, saving.ToDomain(), batch.NowUtc));
                    return true;
                });
            }
        }
        catch (Exception failure)
        {
            LogUnmeasured(logger, applied.Id.ToString(), failure);
        }
    }

    [LoggerMessage(2414, LogLevel.Warning, "Whether recommendation {Recommendation} still holds could not be seen")]
    private static partial void LogUnseen(ILogger logger, string recommendation, Exception failure);

    [LoggerMessage(2413, LogLevel.Warning, "What recommendation {Recommendation} has saved could not be measured")]
    private static partial void LogUnmeasured(ILogger logger, string recommendation, Exception failure);
}
