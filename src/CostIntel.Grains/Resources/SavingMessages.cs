using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Recommendations.Savings;

namespace CostIntel.Grains.Resources;

/// <summary>Asks what a change has saved.</summary>
/// <param name="Currency">Of which costs.</param>
/// <param name="AppliedSeconds">When it was done, Unix seconds UTC.</param>
/// <param name="PromisedPerMonth">What was said that a month would save.</param>
/// <param name="ElsewhereRatio">See <see cref="PaidElsewhere.PriceRatio"/>.</param>
/// <param name="ElsewherePerMonth">See <see cref="PaidElsewhere.PerMonth"/>.</param>
[GenerateSerializer, Immutable, Alias("costintel.saving-question")]
public sealed record SavingQuestion(
    [property: Id(0)] string Currency, [property: Id(1)] long AppliedSeconds, [property: Id(2)] decimal PromisedPerMonth,
    [property: Id(3)] decimal ElsewhereRatio, [property: Id(4)] decimal ElsewherePerMonth)
{
    /// <summary>Asks what a recommendation has saved.</summary>
    /// <param name="applied">Which.</param>
    /// <param name="atUtc">When it was done.</param>
    public static SavingQuestion Of(Recommendation applied, DateTimeOffset atUtc)
    {
        var change = applied.Proposal.Candidate.Change;
        return new(
            applied.Target.Unit,
            atUtc.ToUnixTimeSeconds(),
            applied.Proposal.Estimate.Saving.Expected,
            change.Action is ActionType.Migrate or ActionType.Upgrade ? change.PriceRatio : 0,
            change.AddedPerMonth);
    }
}

/// <summary>What a change has saved, see <see cref="RealisedSaving"/>.</summary>
[GenerateSerializer, Immutable, Alias("costintel.saving-view")]
public sealed record SavingView(
    [property: Id(0)] int Days,
    [property: Id(1)] decimal Spent,
    [property: Id(2)] decimal Expected,
    [property: Id(3)] decimal Low,
    [property: Id(4)] decimal High,
    [property: Id(5)] decimal Promised)
{
    /// <summary>Packs it.</summary>
    public static SavingView Of(RealisedSaving saving) =>
        new(saving.Days, saving.Spent, saving.Expected, saving.Low, saving.High, saving.Promised);

    /// <summary>The domain's form.</summary>
    public RealisedSaving ToDomain() => new(Days, Spent, Expected, Low, High, Promised);
}
