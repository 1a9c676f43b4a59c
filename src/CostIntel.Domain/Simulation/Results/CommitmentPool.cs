using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations;

namespace CostIntel.Domain.Simulation.Results;

/// <summary>The resources that one commitment covers, added up.</summary>
internal sealed class CommitmentPool(CoveredBy covered)
{
    private readonly DaySums _days = new();
    private readonly DaySums _hours = new();
    private int _count;
    private int _end = int.MaxValue;

    /// <summary>What a month of the resources costs, each by its own days.</summary>
    public decimal MonthBefore { get; private set; }

    public void Add(ResourceAnswer resource)
    {
        var end = resource.FirstDay + resource.Before.Count;
        _days.Add(resource.FirstDay, resource.Before);
        _hours.Add((end * LedgerTime.HoursPerDay) - resource.Hours.Count, resource.Hours);
        MonthBefore += resource.MonthBefore;
        _count++;
        // Bills of some resources are behind those of others: what is not billed yet makes no floor.
        _end = Math.Min(_end, end);
    }

    public CommitmentReplay Replay()
    {
        // All begin with a whole day, so hours from the first on are whole days too.
        var (from, to) = (_hours.First, _days.End * LedgerTime.HoursPerDay);
        var floorHours = Math.Max(0, (_end * LedgerTime.HoursPerDay) - from);
        return CommitmentReplay.Of(
            _days.First, _days.Range(_days.First, _days.End), _hours.Range(from, to), floorHours, covered.Share, covered.Offer.PriceRatio);
    }

    public CommitmentSummary Summary(CommitmentReplay replay)
    {
        var offer = covered.Offer;
        return new(
            offer.Name,
            offer.TermMonths,
            _count,
            replay.Floor,
            replay.CommittedPerHour,
            replay.CommittedPerHour * offer.PriceRatio,
            offer.IsUpfront ? replay.UpfrontCost(offer.PriceRatio, offer.TermMonths) : 0,
            replay.UsedPercent,
            100 * offer.PriceRatio);
    }

    public static (SavingEstimate Estimate, SavingSpread Spread) EstimateOf(CommitmentReplay replay)
    {
        var spread = SavingSpread.Of(replay.Costs, 0);
        return (SavingEstimator.Of(replay.Costs, spread), spread);
    }
}
