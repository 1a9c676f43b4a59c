using CostIntel.Storage.UsageLog;
using Microsoft.Data.Sqlite;

namespace CostIntel.Storage.Tests.UsageLog;

/// <summary>What is stored beside the entries: series, event ids and the number of partitions.</summary>
public sealed class LogTablesTests : StoreTest
{
    [Fact]
    public async Task Series_come_back_by_number_to_their_partition()
    {
        await Store.Leases.AddSeriesAsync(1, [new SeriesRow(1, [11]), new SeriesRow(0, [10])]);
        await Store.Leases.AddSeriesAsync(2, [new SeriesRow(0, [20])]);
        await Store.ReopenAsync();
        Assert.Equal([(0, 10), (1, 11)], await SeriesAsync(1));
        Assert.Equal([(0, 20)], await SeriesAsync(2));
        Assert.Empty(await Store.Leases.ReadSeriesAsync(0));
    }

    [Fact]
    public async Task A_number_of_a_series_is_given_once()
    {
        await Store.Leases.AddSeriesAsync(1, [new SeriesRow(0, [1])]);
        await Assert.ThrowsAsync<SqliteException>(
            () => Store.Leases.AddSeriesAsync(1, [new SeriesRow(1, [2]), new SeriesRow(0, [3])]));
        var row = Assert.Single(await Store.Leases.ReadSeriesAsync(1));
        Assert.Equal([1], row.Definition);
    }

    [Fact]
    public async Task Event_ids_are_written_with_their_entry_and_dropped_by_a_checkpoint()
    {
        await Store.Leases.AppendAsync(1, 1, new byte[] { 1 }, new byte[] { 0xA1 });
        await Store.Leases.AppendAsync(1, 2, new byte[] { 1 }, default);
        await Store.Leases.AppendAsync(1, 3, new byte[] { 1 }, new byte[] { 0xA3 });
        await Store.Leases.AppendAsync(0, 1, new byte[] { 1 }, new byte[] { 0xB1 });
        Assert.Equal([(1, 0xA1), (3, 0xA3)], await IdsAsync(1));
        await Store.Leases.CheckpointAsync(1, 3);
        Assert.Equal([(1, 0xA1), (3, 0xA3)], await IdsAsync(1));
        await Store.Leases.CheckpointAsync(1, 3, dropEventIdsThrough: 2);
        Assert.Equal([(3, 0xA3)], await IdsAsync(1));
        Assert.Equal([(1, 0xB1)], await IdsAsync(0));
    }

    [Fact]
    public async Task The_number_of_partitions_is_fixed_by_the_first_start()
    {
        Assert.Equal(64, await Store.Log.FixPartitionCountAsync(64, None));
        Assert.Equal(64, await Store.Log.FixPartitionCountAsync(128, None));
        await Store.ReopenAsync();
        Assert.Equal(64, await Store.Log.FixPartitionCountAsync(1, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.Log.FixPartitionCountAsync(0, None));
    }

    [Fact]
    public async Task Before_the_first_checkpoint_there_is_one_at_zero()
    {
        var checkpoint = await Store.Leases.ReadCheckpointAsync(5);
        Assert.Equal(0, checkpoint.Offset);
        Assert.Empty(checkpoint.Producers);
    }

    private async Task<IEnumerable<(int Id, int Definition)>> SeriesAsync(int partition) =>
        (await Store.Leases.ReadSeriesAsync(partition)).Select(row => (row.Id, (int)row.Definition[0]));

    private async Task<IEnumerable<(long Offset, int Id)>> IdsAsync(int partition) =>
        (await Store.Leases.ReadEventIdsAsync(partition)).Select(row => (row.Offset, (int)row.Ids[0]));
}
