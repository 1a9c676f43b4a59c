using CostIntel.Domain.Identity;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Simulation;
using CostIntel.Domain.Simulation.Results;
using CostIntel.Grains.Accounts;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Recommendations.Settings;
using CostIntel.Grains.Resources;
using CostIntel.Grains.Tenants;

namespace CostIntel.Grains.Simulations;

/// <summary>Asks resources what would have been, and adds up what they answer.</summary>
public sealed class SimulationRunner(IGrainFactory grains, CostQueryRunner queries)
{
    private const int CallsInFlightMax = 256;

    /// <summary>Runs a simulation. It includes all that was acknowledged before.</summary>
    /// <param name="tenant">Whose resources.</param>
    /// <param name="asked">What is asked; of the tenant's settings as they are now.</param>
    /// <param name="alternatives">How many alternatives.</param>
    /// <param name="draws">How many months are drawn; 0 for none.</param>
    /// <param name="seed">Names the row of random numbers.</param>
    /// <param name="progress">Is told how many resources are done, of how many.</param>
    /// <param name="cancellation">Stops it between resources.</param>
    /// <exception cref="SimulationTooLargeException">There are too many resources.</exception>
    public async Task<SimulationOutcome> RunAsync(
        TenantId tenant,
        SimulationQuestion asked,
        int alternatives,
        int draws,
        ulong seed,
        Func<int, int, Task> progress,
        CancellationToken cancellation)
    {
        await queries.CatchUpAsync(cancellation);
        var settings = await grains.GetGrain<ITenantSettingsGrain>(tenant.ToString()).GetAsync();
        var question = asked with { SettingsVersion = settings.Version };
        var keys = await KeysAsync(tenant, question, cancellation);
        var tally = new SimulationTally(alternatives);
        var (done, withoutDays) = (0, 0);
        await progress(0, keys.Count);
        foreach (var window in keys.Chunk(CallsInFlightMax))
        {
            cancellation.ThrowIfCancellationRequested();
            var parts = await Task.WhenAll(window.Select(key => grains.GetGrain<IResourceGrain>(key).SimulateAsync(question)))
                .WaitAsync(cancellation);
            foreach (var part in parts)
            {
                withoutDays += part.Standing == SimulationStanding.WithoutDays ? 1 : 0;
                if (part.Answer is { } answer)
                {
                    tally.Add(answer.Unpack());
                }
            }

            Check(tally.Resources);
            await progress(done += window.Length, keys.Count);
        }

        return new(tally.Resources, withoutDays, tally.Finish(draws, seed, cancellation));
    }

    private async Task<List<string>> KeysAsync(TenantId tenant, SimulationQuestion question, CancellationToken cancellation)
    {
        var filters = question.Filters.Select(filter => filter.ToFilter()).ToList();
        var accounts = await grains.GetGrain<ITenantGrain>(tenant.ToString()).GetAccountsAsync();
        var keys = new List<string>();
        foreach (var account in accounts.Where(account => MayHold(AccountKey.Parse(account), filters)))
        {
            cancellation.ThrowIfCancellationRequested();
            keys.AddRange((await grains.GetGrain<IAccountGrain>(account).GetResourcesAsync()).Where(key => MayBe(key, filters)));
        }

        // What only the resource itself can tell is not known yet, so of these there may be more.
        if (filters.TrueForAll(filter => IsInKey(filter.Dimension.Kind)))
        {
            Check(keys.Count);
        }

        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    private static void Check(int resources)
    {
        if (resources > SimulationLimits.ResourcesMax)
        {
            throw new SimulationTooLargeException(
                $"The filters keep {resources} resources or more; at most {SimulationLimits.ResourcesMax} are simulated at once.");
        }
    }

    private static bool IsInKey(DimensionKind kind) =>
        kind is DimensionKind.Provider or DimensionKind.Account or DimensionKind.SubAccount or DimensionKind.Resource;

    private static bool MayHold(AccountKey account, List<CostFilter> filters) => filters.TrueForAll(filter => filter.Dimension.Kind switch
    {
        DimensionKind.Provider => filter.Keeps(account.Provider),
        DimensionKind.Account => filter.Keeps(account.BillingAccountId),
        _ => true,
    });

    private static bool MayBe(string key, List<CostFilter> filters)
    {
        var resource = ResourceKey.Parse(key);
        return filters.TrueForAll(filter => filter.Dimension.Kind switch
        {
            DimensionKind.SubAccount => filter.Keeps(resource.SubAccountId),
            DimensionKind.Resource => filter.Keeps(resource.ShownResourceId),
            _ => true,
        });
    }
}

/// <summary>What a simulation has come to.</summary>
/// <param name="Resources">Resources that were replayed.</param>
/// <param name="WithoutDays">Resources that the filters keep and that cannot be replayed.</param>
/// <param name="Results">By currency.</param>
public sealed record SimulationOutcome(int Resources, int WithoutDays, IReadOnlyList<CurrencyResult> Results);

/// <summary>A simulation is about more resources than one may be.</summary>
/// <param name="message">How many are allowed.</param>
public sealed class SimulationTooLargeException(string message) : Exception(message);
