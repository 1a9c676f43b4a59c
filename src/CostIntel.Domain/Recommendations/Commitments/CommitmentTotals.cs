using CostIntel.Domain.Money;

namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>Adds up what resources of an account have told that bears on commitments.</summary>
/// <param name="window">What they were asked for; what is about other days is refused.</param>
public sealed class CommitmentTotals(CommitmentWindow window)
{
    private readonly Dictionary<(string Service, string Category, string Region, Currency Currency), (decimal[] Daily, decimal[] Hourly)>
        _pools = [];

    private readonly Dictionary<(string Id, Currency Currency), (decimal[] Used, decimal[] Unused)> _uses = [];

    /// <summary>Adds a resource.</summary>
    /// <exception cref="ArgumentException">It is about another window.</exception>
    public void Add(CommitmentBasis basis)
    {
        if (basis.Window != window)
        {
            throw new ArgumentException($"The resource tells of days before {basis.Window.EndDay}, not {window.EndDay}.");
        }

        foreach (var pool in basis.Pools)
        {
            var key = (pool.ServiceName, pool.ServiceCategory, pool.RegionId, pool.Currency);
            if (!_pools.TryGetValue(key, out var sums))
            {
                _pools[key] = sums = (new decimal[CommitmentWindow.Days], new decimal[CommitmentWindow.Hours]);
            }

            Add(sums.Daily, pool.Daily);
            Add(sums.Hourly, pool.Hourly);
        }

        foreach (var use in basis.Uses)
        {
            var key = (use.CommitmentId, use.Currency);
            if (!_uses.TryGetValue(key, out var sums))
            {
                _uses[key] = sums = (new decimal[CommitmentWindow.Days], new decimal[CommitmentWindow.Days]);
            }

            Add(sums.Used, use.Used);
            Add(sums.Unused, use.Unused);
        }
    }

    /// <summary>The sums, in an order that does not depend on that of the resources.</summary>
    public CommitmentBasis ToBasis() => new(
        window,
        [
            .. _pools.OrderBy(pair => pair.Key.Service, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Region, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Category, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Currency.Code, StringComparer.Ordinal)
                .Select(pair => new CommitmentPool(
                    pair.Key.Service, pair.Key.Category, pair.Key.Region, pair.Key.Currency, pair.Value.Daily, pair.Value.Hourly)),
        ],
        [
            .. _uses.OrderBy(pair => pair.Key.Id, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Currency.Code, StringComparer.Ordinal)
                .Select(pair => new CommitmentUse(pair.Key.Id, pair.Key.Currency, pair.Value.Used, pair.Value.Unused)),
        ]);

    private static void Add(decimal[] sums, IReadOnlyList<decimal> costs)
    {
        for (var slot = 0; slot < sums.Length; slot++)
        {
            sums[slot] += costs[slot];
        }
    }
}
