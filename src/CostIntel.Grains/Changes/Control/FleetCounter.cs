using System.Collections.Concurrent;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Workflow.Control;
using CostIntel.Grains.Accounts;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Resources;
using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Changes.Control;

/// <summary>
/// Says how many resources a fleet has: those of the account that had charges with its tag and service within a week. Of
/// large accounts it asks evenly spread resources and takes them for all.
/// </summary>
/// <remarks>
/// A count is kept for an hour. While there is none yet, a fleet counts as one resource: then one of it is changed at a time.
/// </remarks>
public sealed partial class FleetCounter(IGrainFactory grains, TimeProvider time, ILogger<FleetCounter> logger)
{
    private const int AskedMax = 2_000;
    private const int AskedAtOnce = 256;
    private const int Days = 7;
    private const int FleetsMax = 10_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(AccountKey Account, string Fleet), Count> _counts = new();

    /// <summary>Fleet and size of a target; an empty name for a target that nothing stands in for.</summary>
    public async Task<(string Name, int Size)> OfAsync(Subject target)
    {
        if (ChangeFleet.Of(target) is not { } fleet)
        {
            return ("", 1);
        }

        var key = (target.Account, fleet.Name);
        if (_counts.TryGetValue(key, out var old) && (time.GetElapsedTime(old.At) >= KeptFor || old.Size.IsFaulted))
        {
            _counts.TryRemove(KeyValuePair.Create(key, old));
        }

        if (_counts.Count > FleetsMax)
        {
            _counts.Clear();
        }

        var count = _counts.GetOrAdd(key, _ => new(CountAsync(target.Account, fleet), time.GetTimestamp()));
        try
        {
            return (fleet.Name, await count.Size.WaitAsync(PatienceMax, time));
        }
        catch (Exception failure)
        {
            LogUncounted(logger, fleet.Name, target.Account.Tenant, failure);
            return (fleet.Name, 1);
        }
    }

    private async Task<int> CountAsync(AccountKey account, ChangeFleet fleet)
    {
        var keys = await grains.GetGrain<IAccountGrain>(account.ToString()).GetResourcesAsync();
        var step = Math.Max(1, (keys.Length + AskedMax - 1) / AskedMax);
        var asked = keys.Order(StringComparer.Ordinal).Where((_, number) => number % step == 0).ToList();
        var today = LedgerTime.Day(time.GetUtcNow().ToUnixTimeSeconds());
        var question = CostQuestion.Of(new(today - Days, CostQuery.Latest, CostGranularity.None, [], fleet.Filters));
        var found = 0;
        foreach (var some in asked.Chunk(AskedAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(key => grains.GetGrain<IResourceGrain>(key).QueryAsync(question)));
            found += answers.Count(answer => answer.Rows.Length > 0);
        }

        return Math.Max(1, found * step);
    }

    [LoggerMessage(2661, LogLevel.Warning, "Fleet '{Fleet}' of tenant {Tenant} is not counted yet; one of it is changed at a time")]
    private static partial void LogUncounted(ILogger logger, string fleet, TenantId tenant, Exception failure);

    private sealed record Count(Task<int> Size, long At);
}
