using CostIntel.Domain.Identity;
using CostIntel.Domain.Partitions;
using CostIntel.Grains.Partitions;

namespace CostIntel.Grains.Ingest;

/// <summary>Finds the numbers of series, and has new ones numbered by their partitions.</summary>
public sealed class SeriesDirectory(IGrainFactory grains, PartitionMap partitions)
{
    /// <summary>Resolves series of one tenant, with one call to each partition concerned; in the order given.</summary>
    public async Task<SeriesRef[]> ResolveAsync(TenantId tenant, IReadOnlyList<ILoggedSeries> series)
    {
        var found = new SeriesRef[series.Count];
        var byPartition = Enumerable.Range(0, series.Count)
            .GroupBy(index => partitions.NumberOf(series[index].ResourceKey(tenant).ToString()));
        await Task.WhenAll(byPartition.Select(async group =>
        {
            int[] indexes = [.. group];
            var registration = new SeriesRegistration(
                tenant.ToString(), [.. indexes.Select(index => (ReadOnlyMemory<byte>)series[index].Encode())]);
            var ids = await partitions.Grain(grains, group.Key).RegisterSeriesAsync(registration);
            for (var i = 0; i < indexes.Length; i++)
            {
                found[indexes[i]] = new SeriesRef(group.Key, ids.Ids[i]);
            }
        }));
        return found;
    }
}
