using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation.Results;

/// <summary>Adds up what one alternative makes of resources of one currency.</summary>
internal sealed class AlternativeTally
{
    private const int ReasonsMax = 20;

    private readonly DaySums _after = new();
    private readonly Dictionary<(string Field, string Reason), int> _refusals = [];
    private readonly Dictionary<string, CommitmentPool> _pools = new(StringComparer.Ordinal);
    private readonly MetricTally _metrics = new();
    private readonly LargestRows _largest = new();
    private readonly List<(ulong Id, DrawModel Model)> _models = [];
    private int _changed;
    private decimal _before;
    private decimal _afterMonth;
    private decimal _once;
    private double _usageSquares;
    private double _priceWidth;

    public void Add(ResourceAnswer resource, AlternativeOutcome outcome)
    {
        _before += resource.MonthBefore;
        if (outcome.Simulation is { } simulation)
        {
            Add(resource, simulation);
        }
        else if (outcome.Covered is { } covered)
        {
            _changed++;
            var name = $"{covered.Offer.Provider} {covered.Offer.Name}";
            if (!_pools.TryGetValue(name, out var pool))
            {
                _pools.Add(name, pool = new CommitmentPool(covered));
            }

            pool.Add(resource);
        }
        else
        {
            Leave(resource, outcome);
        }
    }

    public AlternativeResult Finish(int firstDay, int endDay, int draws, ulong seed, CancellationToken cancellation)
    {
        var commitments = _pools.OrderBy(pool => pool.Key, StringComparer.Ordinal).Select(pool => Commit(pool.Key, pool.Value)).ToList();
        var estimate = Estimate();
        var upfront = commitments.Sum(commitment => commitment.UpfrontCost);
        return new(
            _changed,
            [.. _refusals.OrderByDescending(refusal => refusal.Value).ThenBy(refusal => refusal.Key.Reason, StringComparer.Ordinal)
                .Take(ReasonsMax).Select(refusal => new RefusalCount(refusal.Key.Field, refusal.Key.Reason, refusal.Value))],
            _after.Range(firstDay, endDay),
            estimate,
            _once + upfront,
            Payback(_once, upfront, estimate.Saving.Expected, commitments),
            _metrics.Utilisations(),
            _metrics.Breaches(),
            draws > 0 && _models.Count > 0 ? MonteCarlo.Run(_models, draws, seed, cancellation) : null,
            commitments,
            _largest.Rows());
    }

    private void Add(ResourceAnswer resource, ResourceSimulation simulation)
    {
        _changed++;
        _after.Add(simulation.Costs.FirstDay, simulation.Costs.After);
        _afterMonth += simulation.Estimate.CostAfter;
        _once += simulation.OneTimeCost;
        _usageSquares += simulation.UsageWidth * simulation.UsageWidth;
        _priceWidth += simulation.PriceWidth;
        _models.Add((PermanentHash.Hash64(System.Text.Encoding.UTF8.GetBytes(resource.Key)), simulation.Draws));
        _metrics.Add(resource.Key, simulation);
        _largest.Add(resource.Key, simulation);
    }

    private void Leave(ResourceAnswer resource, AlternativeOutcome outcome)
    {
        var reason = (outcome.Refusal!.Field, outcome.Refusal.Reason);
        _refusals[reason] = _refusals.GetValueOrDefault(reason) + 1;
        _after.Add(resource.FirstDay, resource.Before);
        _afterMonth += resource.MonthBefore;
    }

    private CommitmentSummary Commit(string name, CommitmentPool pool)
    {
        var replay = pool.Replay();
        var (estimate, spread) = CommitmentPool.EstimateOf(replay);
        _after.Add(replay.Costs.FirstDay, replay.Costs.After);
        // Of resources that are younger than the others the month is more than their share of the days.
        _afterMonth += pool.MonthBefore - estimate.Saving.Expected;
        var width = spread.Quantile * spread.Usage;
        _usageSquares += width * width;
        _models.Add((PermanentHash.Hash64(System.Text.Encoding.UTF8.GetBytes(name)), DrawModel.Of(replay.Costs, spread)));
        return pool.Summary(replay);
    }

    private SavingEstimate Estimate()
    {
        var expected = _before - _afterMonth;
        var half = MoneyAtStake.Money(Math.Sqrt(_usageSquares + (_priceWidth * _priceWidth)));
        return new(_before, _afterMonth, new Saving(expected - half, expected, expected + half));
    }

    // What is paid upfront stands for what would have been paid on demand; the rest comes in again by what is saved.
    private static double? Payback(decimal once, decimal upfront, decimal savedPerMonth, List<CommitmentSummary> commitments)
    {
        const double DaysPerMonth = (double)CostHistory.HoursPerMonth / LedgerTime.HoursPerDay;
        if (once + upfront == 0)
        {
            return 0;
        }

        var avoided = upfront == 0 ? savedPerMonth : commitments.Where(commitment => commitment.UpfrontCost > 0)
            .Sum(commitment => commitment.CommittedPerHour * CostHistory.HoursPerMonth * commitment.UsedPercent / 100);
        return avoided <= 0 ? null : (double)((once + upfront) / avoided) * DaysPerMonth;
    }
}
