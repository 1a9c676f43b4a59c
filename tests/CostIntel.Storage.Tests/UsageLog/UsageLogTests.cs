using CostIntel.Storage.UsageLog;

namespace CostIntel.Storage.Tests.UsageLog;

public sealed class UsageLogTests
{
    [Fact]
    public async Task What_was_appended_is_there_after_a_restart_in_order_and_by_partition()
    {
        await using var store = new TestStore();
        await Task.WhenAll(AppendAsync(store, 1, 1), AppendAsync(store, 2, 1), AppendAsync(store, 1, 2));

        await store.ReopenAsync();

        Assert.Equal([1L, 2L], await OffsetsAsync(store, 1, 0));
        Assert.Equal([1L], await OffsetsAsync(store, 2, 0));
        Assert.Empty(await OffsetsAsync(store, 3, 0));
        Assert.Equal([2L], await OffsetsAsync(store, 1, 1));
        Assert.Equal(Payload(1, 2), (await store.Log.ReadAfterAsync(1, 1, default))[0].Payload);
    }

    [Fact]
    public async Task A_checkpoint_survives_and_shrinks_the_log_once_all_partitions_of_a_row_have_one()
    {
        await using var store = new TestStore();
        await OffsetsAsync(store, 1, 0);
        await Task.WhenAll(AppendAsync(store, 1, 1), AppendAsync(store, 2, 1));

        await store.Log.CheckpointAsync(1, 1, "p1"u8.ToArray(), 0, default);
        await store.ReopenAsync();
        Assert.Equal(1, (await store.Log.ReadCheckpointAsync(1, default)).Offset);
        Assert.Equal("p1"u8.ToArray(), (await store.Log.ReadCheckpointAsync(1, default)).Producers);
        Assert.Equal(0, (await store.Log.ReadCheckpointAsync(2, default)).Offset);
        Assert.Equal([1L], await OffsetsAsync(store, 2, 0));

        await store.Log.CheckpointAsync(2, 1, default, 0, default);
        await AppendAsync(store, 1, 2);
        await store.Log.CheckpointAsync(1, 2, default, 0, default);
        await store.Log.CheckpointAsync(1, 2, default, 0, default);
        await store.ReopenAsync();
        Assert.Empty(await OffsetsAsync(store, 1, 0));
        Assert.Empty(await OffsetsAsync(store, 2, 0));
    }

    [Fact]
    public async Task Appending_goes_on_behind_what_a_restart_finds()
    {
        await using var store = new TestStore();
        await AppendAsync(store, 1, 1);
        await store.ReopenAsync();
        await OffsetsAsync(store, 1, 0);

        await AppendAsync(store, 1, 2);
        await store.ReopenAsync();

        Assert.Equal([1L, 2L], await OffsetsAsync(store, 1, 0));
    }

    [Fact]
    public async Task Series_and_event_ids_are_kept_by_partition()
    {
        await using var store = new TestStore();
        await store.Log.AddSeriesAsync(1, [new SeriesRow(0, [1]), new SeriesRow(1, [2])], default);
        await store.Log.AddSeriesAsync(2, [new SeriesRow(0, [3])], default);
        await store.Log.AppendAsync(1, 1, Payload(1, 1), new byte[16], default);
        await store.Log.AppendAsync(1, 2, Payload(1, 2), new byte[32], default);

        await store.ReopenAsync();

        Assert.Equal([(0, 1), (1, 2)], (await store.Log.ReadSeriesAsync(1, default)).Select(row => (row.Id, (int)row.Definition[0])));
        Assert.Equal([(1L, 16), (2L, 32)], (await store.Log.ReadEventIdsAsync(1, default)).Select(row => (row.Offset, row.Ids.Length)));
        await store.Log.CheckpointAsync(1, 2, default, dropEventIdsThrough: 1, default);
        Assert.Equal([2L], (await store.Log.ReadEventIdsAsync(1, default)).Select(row => row.Offset));
        Assert.Empty(await store.Log.ReadEventIdsAsync(2, default));
    }

    [Fact]
    public async Task The_number_of_partitions_is_fixed_at_the_first_start()
    {
        await using var store = new TestStore();

        Assert.Equal(64, await store.Log.FixPartitionCountAsync(64, default));
        await store.ReopenAsync();
        Assert.Equal(64, await store.Log.FixPartitionCountAsync(8, default));
    }

    private static byte[] Payload(int partition, long offset) => [(byte)partition, (byte)offset, 7];

    private static Task AppendAsync(TestStore store, int partition, long offset) =>
        store.Log.AppendAsync(partition, offset, Payload(partition, offset), default, default);

    private static async Task<IEnumerable<long>> OffsetsAsync(TestStore store, int partition, long after) =>
        (await store.Log.ReadAfterAsync(partition, after, default)).Select(row => row.Offset);
}
