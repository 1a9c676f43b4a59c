using System.Text;
using CostIntel.Storage.Sql;
using CostIntel.Storage.Tests.Sql;
using CostIntel.Storage.UsageLog;

namespace CostIntel.Storage.Tests.UsageLog;

public sealed class SqlUsageLogTests : StoreTest
{
    [Fact]
    public async Task Entries_come_back_in_order_to_the_partition_that_wrote_them()
    {
        await AppendAsync(0, 1, "a1");
        await AppendAsync(3, 1, "d1");
        await AppendAsync(0, 2, "a2");
        Assert.Equal(["1:a1", "2:a2"], await ReadAsync(0));
        Assert.Equal(["2:a2"], await ReadAsync(0, after: 1));
        Assert.Equal(["1:d1"], await ReadAsync(3));
        Assert.Empty(await ReadAsync(1));
    }

    [Fact]
    public async Task After_a_start_every_partition_finds_its_entries_however_often_it_asks()
    {
        await AppendAsync(0, 1, "a1");
        await AppendAsync(3, 1, "d1");
        await Store.ReopenAsync();
        Assert.Equal(["1:a1"], await ReadAsync(0));
        Assert.Equal(["1:d1"], await ReadAsync(3));
        await AppendAsync(0, 2, "a2");
        Assert.Equal(["1:a1", "2:a2"], await ReadAsync(0));
        Assert.Equal(["1:d1"], await ReadAsync(3));
    }

    [Fact]
    public async Task A_first_read_that_follows_an_append_sees_the_append()
    {
        await AppendAsync(0, 1, "a1");
        await Store.ReopenAsync();
        await AppendAsync(0, 2, "a2");
        Assert.Equal(["1:a1", "2:a2"], await ReadAsync(0));
    }

    [Fact]
    public async Task Partitions_that_append_together_share_a_row()
    {
        await Store.Leases.OpenAsync(64);
        await ReadAsync(0);
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        var appended = Enumerable.Range(0, 64).Select(partition => AppendAsync(partition, 1, $"p{partition}")).ToList();
        await held.ReleaseAsync();
        await Task.WhenAll(appended);
        Assert.Equal(1, Store.Count("usage_log"));
        Assert.Equal(["1:p17"], await ReadAsync(17));
    }

    [Fact]
    public async Task A_large_commit_is_cut_into_rows_that_read_back_whole()
    {
        await Store.Leases.OpenAsync(5);
        await ReadAsync(0);
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        string[] texts = [new('a', 40_000), new('b', 20_000), new('c', 200_000), new('d', 10), new('e', 60_000)];
        var appended = texts.Select((text, partition) => AppendAsync(partition, 1, text)).ToList();
        await held.ReleaseAsync();
        await Task.WhenAll(appended);
        Assert.Equal(3, Store.Count("usage_log"));
        await Store.ReopenAsync();
        for (var partition = 0; partition < texts.Length; partition++)
        {
            Assert.Equal([$"1:{texts[partition]}"], await ReadAsync(partition));
            await CheckpointAsync(partition, 1);
        }

        Assert.Equal(0, Store.Count("usage_log"));
    }

    [Fact]
    public async Task A_checkpoint_cuts_off_its_own_partition_only()
    {
        using var held = await HoldWithBothReadAsync();
        var appended = Task.WhenAll(AppendAsync(0, 1, "a1"), AppendAsync(1, 1, "b1"));
        await held.ReleaseAsync();
        await appended;
        await CheckpointAsync(0, 1, "producers");
        Assert.Empty(await ReadAsync(0));
        Assert.Equal(["1:b1"], await ReadAsync(1));
        Assert.Equal(1, Store.Count("usage_log"));
        await CheckpointAsync(1, 1);
        Assert.Equal(0, Store.Count("usage_log"));
        Assert.Equal(0, Store.TailBytes);
        var checkpoint = await Store.Leases.ReadCheckpointAsync(0);
        Assert.Equal((1, "producers"), (checkpoint.Offset, Encoding.UTF8.GetString(checkpoint.Producers)));
    }

    [Fact]
    public async Task A_row_goes_only_when_all_before_it_have_gone()
    {
        await AppendAsync(0, 1, "a1");
        await AppendAsync(1, 1, "b1");
        await CheckpointAsync(1, 1);
        Assert.Equal(2, Store.Count("usage_log"));
        await Store.ReopenAsync();
        Assert.Empty(await ReadAsync(1));
        await CheckpointAsync(0, 1);
        Assert.Equal(0, Store.Count("usage_log"));
    }

    [Fact]
    public async Task Numbers_go_on_after_a_checkpoint_that_left_nothing_and_a_start()
    {
        await AppendAsync(0, 1, "a1");
        await CheckpointAsync(0, 1);
        await Store.ReopenAsync();
        Assert.Equal(1, (await Store.Leases.ReadCheckpointAsync(0)).Offset);
        await AppendAsync(0, 2, "a2");
        Assert.Equal(["2:a2"], await ReadAsync(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task An_entry_that_does_not_follow_the_last_one_is_refused(long offset)
    {
        await AppendAsync(7, 1, "first");
        await AppendAsync(7, 2, "second");
        var refused = await Assert.ThrowsAsync<StorageException>(() => AppendAsync(7, offset, "of somebody else"));
        Assert.Contains($"Entry {offset} of partition 7", refused.Message, StringComparison.Ordinal);
        await AppendAsync(7, 3, "third");
        Assert.Equal(["1:first", "2:second", "3:third"], await ReadAsync(7));
    }

    [Fact]
    public async Task Of_two_writers_of_one_partition_in_one_commit_the_first_wins()
    {
        using var held = await HoldWithBothReadAsync();
        var first = AppendAsync(0, 1, "first");
        var second = AppendAsync(0, 1, "second");
        var other = AppendAsync(1, 1, "other");
        await held.ReleaseAsync();
        await Task.WhenAll(first, other);
        await Assert.ThrowsAsync<StorageException>(() => second);
        Assert.Equal(["1:first"], await ReadAsync(0));
        Assert.Equal(["1:other"], await ReadAsync(1));
    }

    [Fact]
    public async Task Who_opens_a_partition_shuts_out_whoever_had_it_and_nobody_else()
    {
        var older = await Store.Log.OpenAsync(0, None);
        await older.AppendAsync(1, "a1"u8.ToArray(), default, None);
        var newer = await Store.Log.OpenAsync(0, None);
        await newer.AppendAsync(2, "a2"u8.ToArray(), default, None);
        await newer.CheckpointAsync(2, default, 0, None);
        var refused = await Assert.ThrowsAsync<StorageException>(
            () => older.AppendAsync(2, "late"u8.ToArray(), default, None));
        Assert.True(refused.IsLeaseLost);
        Assert.Contains("partition 0", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageException>(() => older.CheckpointAsync(1, default, 0, None));
        await Assert.ThrowsAsync<StorageException>(() => older.AddSeriesAsync([new SeriesRow(0, [1])], None));
        await newer.AppendAsync(3, "a3"u8.ToArray(), default, None);
        Assert.Equal(["3:a3"], Text(await newer.ReadAfterAsync(0, None)));
    }

    [Fact]
    public async Task A_lost_lease_does_not_harm_what_others_append_in_the_same_commit()
    {
        var older = await Store.Log.OpenAsync(0, None);
        await Store.Log.OpenAsync(0, None);
        await ReadAsync(1);
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        var other = AppendAsync(1, 1, "b1");
        var stale = older.AppendAsync(1, "late"u8.ToArray(), default, None);
        var another = AppendAsync(1, 2, "b2");
        await held.ReleaseAsync();
        await Task.WhenAll(other, another);
        await Assert.ThrowsAsync<StorageException>(() => stale);
        Assert.Equal(["1:b1", "2:b2"], await ReadAsync(1));
    }

    [Fact]
    public async Task A_checkpoint_whose_commit_fails_cuts_nothing_off()
    {
        await AppendAsync(0, 1, "a1");
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        var checkpoint = CheckpointAsync(0, 1);
        var appended = AppendAsync(0, 2, "a2");
        var spoiler = Store.Queue.EnqueueAsync(
            writer => writer.BeforeCommit(_ => throw new InvalidOperationException("spoilt")));
        await held.ReleaseAsync();
        foreach (var failed in (Task[])[checkpoint, appended, spoiler])
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => failed);
        }

        Assert.Equal(["1:a1"], await ReadAsync(0));
        await AppendAsync(0, 2, "a2");
        await CheckpointAsync(0, 1);
        Assert.Equal(["2:a2"], await ReadAsync(0));
    }

    [Fact]
    public async Task What_was_appended_is_in_the_files_as_a_kill_would_leave_them()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async partition =>
        {
            for (var offset = 1; offset <= 5; offset++)
            {
                await AppendAsync(partition, offset, $"{partition}/{offset}");
            }

            await CheckpointAsync(partition, 2);
        }));
        await using var copy = Store.Kill();
        for (var partition = 0; partition < 64; partition++)
        {
            Assert.Equal(2, (await copy.Leases.ReadCheckpointAsync(partition)).Offset);
            Assert.Equal(
                Enumerable.Range(3, 3).Select(offset => $"{offset}:{partition}/{offset}"),
                Text(await copy.Leases.ReadAfterAsync(partition, 0)));
        }
    }

    [Fact]
    public async Task A_corrupt_row_is_named()
    {
        await AppendAsync(0, 1, "a1");
        await Store.RunAsync("UPDATE usage_log SET payload = SUBSTR(payload, 1, LENGTH(payload) - 1)");
        await Store.ReopenAsync();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var fault = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(0));
            Assert.Contains("Row 1 of the usage log", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_start_that_could_not_read_the_log_is_tried_again()
    {
        await AppendAsync(0, 1, "a1");
        var intact = Store.Scalar("SELECT payload FROM usage_log");
        await Store.RunAsync("UPDATE usage_log SET payload = x'FF00'");
        await Store.ReopenAsync();
        await Assert.ThrowsAsync<StorageException>(() => AppendAsync(0, 2, "a2"));
        await Store.RunAsync("UPDATE usage_log SET payload = @p0", intact);
        await AppendAsync(0, 2, "a2");
        Assert.Equal(["1:a1", "2:a2"], await ReadAsync(0));
    }

    [Fact]
    public async Task Bytes_that_are_not_cut_off_are_counted_also_after_a_start()
    {
        await AppendAsync(0, 1, new string('x', 1000));
        await AppendAsync(0, 2, new string('y', 500));
        var bytes = Store.TailBytes;
        Assert.InRange(bytes, 1500, 1600);
        await Store.ReopenAsync();
        await ReadAsync(0);
        Assert.Equal(bytes, Store.TailBytes);
    }

    [Fact]
    public async Task An_append_cancelled_while_it_waits_is_not_written()
    {
        using var held = await HoldWithBothReadAsync();
        using var cancellation = new CancellationTokenSource();
        var cancelled = Store.Leases.AppendAsync(0, 1, "a1"u8.ToArray(), default, cancellation.Token);
        await cancellation.CancelAsync();
        await held.ReleaseAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await AppendAsync(0, 1, "again");
        Assert.Equal(["1:again"], await ReadAsync(0));
    }

    private async Task<HeldWriter> HoldWithBothReadAsync()
    {
        await ReadAsync(0);
        await ReadAsync(1);
        return await HeldWriter.HoldAsync(Store.Queue);
    }

    private Task AppendAsync(int partition, long offset, string text) =>
        Store.Leases.AppendAsync(partition, offset, Encoding.UTF8.GetBytes(text));

    private Task CheckpointAsync(int partition, long through, string producers = "") =>
        Store.Leases.CheckpointAsync(partition, through, Encoding.UTF8.GetBytes(producers));

    private async Task<IEnumerable<string>> ReadAsync(int partition, long after = 0) =>
        Text(await Store.Leases.ReadAfterAsync(partition, after));

    private static IEnumerable<string> Text(IEnumerable<LogRow> rows) =>
        rows.Select(row => $"{row.Offset}:{Encoding.UTF8.GetString(row.Payload)}");
}
