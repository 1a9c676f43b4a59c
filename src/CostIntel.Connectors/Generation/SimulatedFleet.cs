using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Connectors.Generation;

/// <summary>
/// Cloud resources of several providers whose use goes up and down over the day and the week. Everything follows from
/// the seed: the same stretch of time gives the same charges, in whatever order stretches are asked for.
/// </summary>
public sealed class SimulatedFleet
{
    private readonly FleetResource[] _resources;
    private readonly FleetAccount[] _accounts;

    /// <summary>Makes a fleet.</summary>
    /// <param name="seed">Any number; another one gives another fleet.</param>
    /// <param name="resources">How many resources; at least 1. Each has one series.</param>
    /// <param name="accounts">How many billing accounts, spread over the providers; at least 1.</param>
    /// <param name="currencies">Account n bills in currency n modulo their count; US dollars if none is given.</param>
    public SimulatedFleet(long seed, int resources, int accounts = 3, IReadOnlyList<Currency>? currencies = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resources, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(accounts, 1);
        currencies = currencies is { Count: > 0 } ? currencies : [UsDollar()];
        _accounts = [.. Enumerable.Range(0, accounts)
            .Select(i => new FleetAccount(seed, i, currencies[i % currencies.Count]))];
        _resources = [.. Enumerable.Range(0, resources)
            .Select(i => new FleetResource(seed, i, _accounts[i % accounts]))];
    }

    /// <summary>The series of all resources, in the order in which charges come.</summary>
    public IReadOnlyList<ChargeSeries> Series => [.. _resources.Select(resource => resource.Series)];

    internal IReadOnlyList<FleetAccount> Accounts => _accounts;

    internal IReadOnlyList<FleetResource> Resources => _resources;

    /// <summary>One charge for each resource, for an hour or a whole part of one, such as a minute.</summary>
    /// <param name="start">Start of the stretch, on a whole second.</param>
    /// <param name="length">More than nothing, at most one hour, whole seconds; within one hour of the clock.</param>
    public IEnumerable<SimulatedCharge> Charges(DateTimeOffset start, TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, TimeSpan.FromHours(1));
        var startSeconds = start.ToUnixTimeSeconds();
        var endSeconds = startSeconds + (long)length.TotalSeconds;
        return _resources.Select(resource => resource.Charge(startSeconds, endSeconds));
    }

    private static Currency UsDollar() => Currency.TryParse("USD", out var currency)
        ? currency
        : throw new InvalidOperationException("USD is not a currency.");
}
