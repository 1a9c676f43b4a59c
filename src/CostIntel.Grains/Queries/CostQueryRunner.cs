using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Queries;
using CostIntel.Grains.Accounts;
using CostIntel.Grains.Cubes;
using CostIntel.Grains.Partitions;
using CostIntel.Grains.Resources;
using CostIntel.Grains.Tenants;
using Microsoft.Extensions.Options;

namespace CostIntel.Grains.Queries;

/// <summary>
/// Answers questions about costs: from the cubes of the months in question where they keep its dimensions, else from
/// the resources. Every answer includes what was acknowledged before the question was asked.
/// </summary>
public sealed class CostQueryRunner(IGrainFactory grains, PartitionMap partitions, IOptions<PartitionOptions> options)
{
    private const int CallsInFlightMax = 1_024;

    /// <summary>All rows of the answer, in order.</summary>
    public async Task<List<CostRow>> RunAsync(TenantId tenant, CostQuery query, CancellationToken cancellation)
    {
        await CatchUpAsync(cancellation);
        var accounts = await AccountsAsync(tenant, query);
        var question = CostQuestion.Of(query);
        var accumulator = new CostAccumulator(query);
        foreach (var account in accounts)
        {
            cancellation.ThrowIfCancellationRequested();
            var answers = query.IsAnsweredByCubes(options.Value.CubeTagKeys)
                ? AskCubesAsync(account, query, question)
                : AskResourcesAsync(account, query, question, cancellation);
            await foreach (var answer in answers.WithCancellation(cancellation))
            {
                foreach (var row in answer.Rows)
                {
                    accumulator.Add(row);
                }
            }
        }

        return accumulator.Rows();
    }

    /// <summary>Resources that have this FOCUS ResourceId, whichever account they are in.</summary>
    public async Task<IReadOnlyList<ResourceKey>> FindAsync(
        TenantId tenant, string resourceId, CancellationToken cancellation)
    {
        await CatchUpAsync(cancellation);
        var accounts = await grains.GetGrain<ITenantGrain>(tenant.ToString()).GetAccountsAsync();
        var found = await Task.WhenAll(
            accounts.Select(account => grains.GetGrain<IAccountGrain>(account).FindAsync(resourceId)));
        return [.. found.SelectMany(keys => keys).Select(ResourceKey.Parse)];
    }

    /// <summary>Waits until what is durable now has reached the grains that answer.</summary>
    public Task CatchUpAsync(CancellationToken cancellation) =>
        Task.WhenAll(partitions.All(grains).Select(partition => partition.DrainAsync())).WaitAsync(cancellation);

    private async Task<IReadOnlyList<AccountKey>> AccountsAsync(TenantId tenant, CostQuery query)
    {
        var keys = await grains.GetGrain<ITenantGrain>(tenant.ToString()).GetAccountsAsync();
        return [.. keys.Select(AccountKey.Parse).Where(account => query.Filters.All(filter => filter.Dimension.Kind switch
        {
            DimensionKind.Provider => filter.Keeps(account.Provider),
            DimensionKind.Account => filter.Keeps(account.BillingAccountId),
            _ => true,
        }))];
    }

    private async IAsyncEnumerable<CostRows> AskCubesAsync(AccountKey account, CostQuery query, CostQuestion question)
    {
        var months = await grains.GetGrain<IAccountGrain>(account.ToString()).GetMonthsAsync();
        var answers = months.Where(query.Touches)
            .Select(month => grains.GetGrain<ICostCubeGrain>(new CubeKey(account, month).ToString()).QueryAsync(question))
            .ToList();
        foreach (var answer in answers)
        {
            yield return await answer;
        }
    }

    private async IAsyncEnumerable<CostRows> AskResourcesAsync(
        AccountKey account,
        CostQuery query,
        CostQuestion question,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var keys = await grains.GetGrain<IAccountGrain>(account.ToString()).GetResourcesAsync();
        var asked = keys.Where(key => MayAnswer(key, query)).Chunk(CallsInFlightMax);
        foreach (var window in asked)
        {
            cancellation.ThrowIfCancellationRequested();
            var answers = await Task.WhenAll(
                window.Select(key => grains.GetGrain<IResourceGrain>(key).QueryAsync(question)));
            foreach (var answer in answers)
            {
                yield return answer;
            }
        }
    }

    private static bool MayAnswer(string key, CostQuery query)
    {
        var filters = query.Filters.Where(filter => filter.Dimension.Kind == DimensionKind.Resource).ToList();
        return filters.Count == 0
            || filters.TrueForAll(filter => filter.Keeps(ResourceKey.Parse(key).ShownResourceId));
    }
}
