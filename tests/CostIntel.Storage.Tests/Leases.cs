using System.Collections.Concurrent;
using CostIntel.Storage.UsageLog;

namespace CostIntel.Storage.Tests;

/// <summary>A log whose partitions are opened once, when they are first used, as by grains.</summary>
internal sealed class Leases(IUsageLog log)
{
    private readonly ConcurrentDictionary<int, Lazy<Task<IPartitionLog>>> _open = new();

    public Task<IPartitionLog> OfAsync(int partition) => _open.GetOrAdd(
        partition, number => new(() => log.OpenAsync(number, CancellationToken.None))).Value;

    public Task OpenAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(OfAsync));

    public async Task AppendAsync(
        int partition,
        long offset,
        ReadOnlyMemory<byte> payload,
        ReadOnlyMemory<byte> eventIds = default,
        CancellationToken cancellation = default) =>
        await (await OfAsync(partition)).AppendAsync(offset, payload, eventIds, cancellation);

    public async Task<IReadOnlyList<LogRow>> ReadAfterAsync(int partition, long offset) =>
        await (await OfAsync(partition)).ReadAfterAsync(offset, CancellationToken.None);

    public async Task<PartitionCheckpoint> ReadCheckpointAsync(int partition) =>
        await (await OfAsync(partition)).ReadCheckpointAsync(CancellationToken.None);

    public async Task CheckpointAsync(
        int partition, long through, ReadOnlyMemory<byte> producers = default, long dropEventIdsThrough = 0) =>
        await (await OfAsync(partition)).CheckpointAsync(through, producers, dropEventIdsThrough, CancellationToken.None);

    public async Task AddSeriesAsync(int partition, IReadOnlyList<SeriesRow> rows) =>
        await (await OfAsync(partition)).AddSeriesAsync(rows, CancellationToken.None);

    public async Task<IReadOnlyList<SeriesRow>> ReadSeriesAsync(int partition) =>
        await (await OfAsync(partition)).ReadSeriesAsync(CancellationToken.None);

    public async Task<IReadOnlyList<EventIdRow>> ReadEventIdsAsync(int partition) =>
        await (await OfAsync(partition)).ReadEventIdsAsync(CancellationToken.None);
}
