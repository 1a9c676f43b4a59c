using CostIntel.Domain.Money;

namespace CostIntel.Domain.Simulation.Results;

/// <summary>Adds up what resources answer, apart by currency; the order in which they come does not matter.</summary>
/// <param name="alternatives">How many alternatives there are.</param>
public sealed class SimulationTally(int alternatives)
{
    private const double BreachProbabilityMax = 0.05;

    private readonly SortedDictionary<string, CurrencyTally> _byCurrency = new(StringComparer.Ordinal);

    /// <summary>How many resources have answered.</summary>
    public int Resources => _byCurrency.Values.Sum(tally => tally.Resources);

    /// <summary>Adds a resource.</summary>
    public void Add(ResourceAnswer resource)
    {
        if (!_byCurrency.TryGetValue(resource.Currency.Code, out var tally))
        {
            _byCurrency.Add(resource.Currency.Code, tally = new CurrencyTally(resource.Currency, alternatives));
        }

        tally.Add(resource);
    }

    /// <summary>What it has come to.</summary>
    /// <param name="draws">How many months are drawn of each alternative; 0 for none.</param>
    /// <param name="seed">Names the row of random numbers.</param>
    /// <param name="cancellation">Stops drawing.</param>
    public IReadOnlyList<CurrencyResult> Finish(int draws, ulong seed, CancellationToken cancellation) =>
        [.. _byCurrency.Values.Select(tally => tally.Finish(draws, seed, cancellation))];

    private sealed class CurrencyTally(Currency currency, int alternatives)
    {
        private readonly DaySums _before = new();
        private readonly AlternativeTally[] _alternatives =
            [.. Enumerable.Range(0, alternatives).Select(_ => new AlternativeTally())];

        private long _exactHours;
        private long _hours;

        public int Resources { get; private set; }

        public void Add(ResourceAnswer resource)
        {
            Resources++;
            _exactHours += resource.ExactHours;
            _hours += resource.Before.Count * (long)Ledger.LedgerTime.HoursPerDay;
            _before.Add(resource.FirstDay, resource.Before);
            for (var i = 0; i < _alternatives.Length; i++)
            {
                _alternatives[i].Add(resource, resource.Outcomes[i]);
            }
        }

        public CurrencyResult Finish(int draws, ulong seed, CancellationToken cancellation)
        {
            var (first, end) = (_before.First, _before.End);
            var results = _alternatives.Select(one => one.Finish(first, end, draws, seed, cancellation)).ToArray();
            return new(
                currency, Resources, first, _before.Range(first, end), _exactHours, _hours - _exactHours, results, BestOf(results));
        }

        private static int BestOf(AlternativeResult[] results)
        {
            var best = -1;
            for (var i = 0; i < results.Length; i++)
            {
                var saved = results[i].Estimate.Saving.Expected;
                if (IsSafe(results[i]) && saved > (best < 0 ? 0 : results[best].Estimate.Saving.Expected))
                {
                    best = i;
                }
            }

            return best;
        }

        private static bool IsSafe(AlternativeResult result) =>
            result.Breaches.All(breach => breach.After <= breach.Before)
            && (result.Draws is not { } draws || draws.BreachProbability <= BreachProbabilityMax);
    }
}
