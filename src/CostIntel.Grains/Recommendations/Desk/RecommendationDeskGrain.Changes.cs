using CostIntel.Contracts.Recommendations;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Grains.Changes;
using Google.Protobuf;
using RecommendationId = CostIntel.Domain.Recommendations.Book.RecommendationId;

namespace CostIntel.Grains.Recommendations.Desk;

/// <content>Follows the changes that carry recommendations out.</content>
public sealed partial class RecommendationDeskGrain
{
    /// <inheritdoc/>
    public async Task<ClaimAnswer> ClaimAsync(string changeId, string[] recommendationIds)
    {
        var found = await FindAllAsync(recommendationIds);
        if (found.Count < recommendationIds.Length)
        {
            var missing = recommendationIds.Except(found.Select(one => one.Id.ToString()));
            return new([], $"There is no recommendation '{missing.First()}'.");
        }

        return await _pump.DoAsync(batch =>
        {
            try
            {
                batch.Add(RecommendationChanges.Claim(_book, [.. found.Select(one => _book.Find(one.Id)!)], changeId));
                return new ClaimAnswer([.. found.Select(one => Member(_book.Find(one.Id)!))], null);
            }
            catch (RecommendationRefusedException refusal)
            {
                return new ClaimAnswer([], refusal.Message);
            }
        });
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(string changeId) => _pump.DoAsync(batch =>
    {
        batch.Add(RecommendationChanges.Release(_book, changeId));
        return true;
    });

    /// <inheritdoc/>
    public async Task AdvanceAsync(ChangeTold told)
    {
        var found = await FindAllAsync(told.RecommendationIds);
        await _pump.DoAsync(batch =>
        {
            foreach (var one in found)
            {
                batch.Add(RecommendationChanges.Advance(_book, _book.Find(one.Id)!, told.ToDomain()));
            }

            return true;
        });
        if (told.State == RecommendationState.Applied)
        {
            await Task.WhenAll(found.Select(one => MeasureAsync(_book.Find(one.Id)!)));
        }
    }

    /// <inheritdoc/>
    public async Task<ChangeMember[]> GetMembersAsync(string[] recommendationIds) =>
        [.. (await FindAllAsync(recommendationIds)).Select(Member)];

    private static ChangeMember Member(Recommendation recommendation) =>
        new(recommendation.ToStored().ToByteArray(), recommendation.IsHeld);

    private async Task<List<Recommendation>> FindAllAsync(string[] ids)
    {
        var found = new List<Recommendation>();
        foreach (var text in ids)
        {
            if (RecommendationId.TryParse(text, out var id) && await FindAsync(id) is { } one)
            {
                found.Add(one);
            }
        }

        return found;
    }

    // A change that has not begun looks again what it rests on when its resource has been looked at.
    private void WakeChangeOf(Subject target)
    {
        if (_book.UnderwayOf(target) is { IsBeforeStart: true } underway)
        {
            Wake(underway);
        }
    }

    private void Wake(Recommendation underway) =>
        _ = GrainFactory.GetGrain<IChangeGrain>(ChangeKey.Of(_tenant, underway.ChangeId)).WakeAsync();
}
