using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using CostIntel.Storage.Sql;
using CostIntel.Storage.UsageLog;
using CostIntel.TestKit;

namespace CostIntel.Storage.Tests.UsageLog;

/// <summary>The log in a database that several silos share.</summary>
public sealed class MySqlUsageLogTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [SkippableFact]
    public async Task Entries_come_back_in_order_to_the_partition_that_wrote_them_also_after_a_start()
    {
        await using var store = await MySqlTestStore.CreateAsync();
        var leases = new Leases(store.Log);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async partition =>
        {
            for (var offset = 1; offset <= 5; offset++)
            {
                await AppendAsync(leases, partition, offset, $"{partition}/{offset}");
            }

            await leases.CheckpointAsync(partition, 2, "producers"u8.ToArray());
        }));

        await store.ReopenAsync();
        leases = new Leases(store.Log);
        for (var partition = 0; partition < 64; partition++)
        {
            var checkpoint = await leases.ReadCheckpointAsync(partition);
            Assert.Equal((2, "producers"), (checkpoint.Offset, Encoding.UTF8.GetString(checkpoint.Producers)));
            Assert.Equal(
                Enumerable.Range(3, 3).Select(offset => $"{offset}:{partition}/{offset}"),
                Text(await leases.ReadAfterAsync(partition, 0)));
        }
    }

    [SkippableFact]
    public async Task Who_opens_a_partition_shuts_out_another_silo_also_when_the_log_was_cut_off()
    {
        await using var silo = await MySqlTestStore.CreateAsync();
        await using var other = await silo.OpenAgainAsync();
        var older = await silo.Log.OpenAsync(0, None);
        await older.AppendAsync(1, "a1"u8.ToArray(), default, None);
        var newer = await other.Log.OpenAsync(0, None);
        await newer.ReadAfterAsync(0, None);
        await newer.AppendAsync(2, "a2"u8.ToArray(), default, None);
        await newer.CheckpointAsync(2, default, 0, None);

        var refused = await Assert.ThrowsAsync<StorageException>(
            () => older.AppendAsync(2, "late"u8.ToArray(), default, None));
        Assert.True(refused.IsLeaseLost);
        await Assert.ThrowsAsync<StorageException>(() => older.CheckpointAsync(1, default, 0, None));
        await Assert.ThrowsAsync<StorageException>(() => older.AddSeriesAsync([new SeriesRow(0, [1])], None));
        await newer.AppendAsync(3, "a3"u8.ToArray(), default, None);
        Assert.Equal(["3:a3"], Text(await newer.ReadAfterAsync(0, None)));
        Assert.Equal(2, (await newer.ReadCheckpointAsync(None)).Offset);
    }

    [SkippableFact]
    public async Task A_lost_lease_does_not_harm_what_others_append_in_the_same_commit()
    {
        await using var store = await MySqlTestStore.CreateAsync();
        var stale = await store.Log.OpenAsync(0, None);
        await store.Log.OpenAsync(0, None);
        var leases = new Leases(store.Log);
        await leases.OfAsync(1);

        for (var offset = 1; offset <= 50; offset++)
        {
            var refused = Assert.ThrowsAsync<StorageException>(() => stale.AppendAsync(1, "late"u8.ToArray(), default, None));
            await AppendAsync(leases, 1, offset, $"b{offset}");
            await refused;
        }

        Assert.Equal(50, (await leases.ReadAfterAsync(1, 0)).Count);
    }

    [SkippableFact]
    public async Task Of_many_that_open_a_partition_at_once_one_keeps_it()
    {
        await using var silo = await MySqlTestStore.CreateAsync();
        await using var other = await silo.OpenAgainAsync();
        var leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            number => (number % 2 == 0 ? silo : other).Log.OpenAsync(7, None)));

        var outcomes = await Task.WhenAll(leases.Select(async lease =>
        {
            try
            {
                await lease.AppendAsync(1, "mine"u8.ToArray(), default, None);
                return true;
            }
            catch (StorageException)
            {
                return false;
            }
        }));

        Assert.Single(outcomes, isWritten => isWritten);
    }

    [SkippableFact]
    public async Task Large_and_many_entries_read_back_whole()
    {
        await using var store = await MySqlTestStore.CreateAsync();
        var leases = new Leases(store.Log);
        int[] sizes = [0, 1, 1_000, 3 << 20, 5 << 20];
        await Task.WhenAll(sizes.Select((size, partition) => leases.AppendAsync(partition, 1, new byte[size])));
        await Task.WhenAll(Enumerable.Range(10, 1_500).Select(partition => AppendAsync(leases, partition, 1, "x")));

        for (var partition = 0; partition < sizes.Length; partition++)
        {
            Assert.Equal(sizes[partition], Assert.Single(await leases.ReadAfterAsync(partition, 0)).Payload.Length);
        }

        Assert.Equal(["1:x"], Text(await leases.ReadAfterAsync(1_509, 0)));
    }

    [SkippableFact]
    public async Task Series_event_ids_and_the_number_of_partitions_are_kept()
    {
        await using var store = await MySqlTestStore.CreateAsync();
        var leases = new Leases(store.Log);
        await leases.AddSeriesAsync(1, [new SeriesRow(1, [11]), new SeriesRow(0, [10])]);
        await Assert.ThrowsAsync<StorageException>(() => leases.AddSeriesAsync(1, [new SeriesRow(2, [2]), new SeriesRow(0, [3])]));
        await leases.AppendAsync(1, 1, new byte[] { 1 }, new byte[] { 0xA1 });
        await leases.AppendAsync(1, 2, new byte[] { 1 });
        await leases.AppendAsync(1, 3, new byte[] { 1 }, new byte[] { 0xA3 });
        await leases.CheckpointAsync(1, 3, dropEventIdsThrough: 2);

        Assert.Equal([(0, 10), (1, 11)], (await leases.ReadSeriesAsync(1)).Select(row => (row.Id, (int)row.Definition[0])));
        Assert.Equal([(3L, 0xA3)], (await leases.ReadEventIdsAsync(1)).Select(row => (row.Offset, (int)row.Ids[0])));
        Assert.Equal(64, await store.Log.FixPartitionCountAsync(64, None));
        Assert.Equal(64, await store.Log.FixPartitionCountAsync(128, None));
    }

    [SkippableFact]
    public async Task Silos_that_start_together_bring_the_tables_about_once()
    {
        await using var store = await MySqlTestStore.CreateAsync();
        await RunAsync(store, "DROP TABLE schema_step");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.OpenDatabaseAsync()));

        await RunAsync(store, "INSERT INTO schema_step (step, name, applied_utc) VALUES (999, 'later', UTC_TIMESTAMP())");
        var refused = await Assert.ThrowsAsync<StorageException>(store.OpenDatabaseAsync);
        Assert.Contains("later version", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task After_the_database_was_killed_under_appends_everything_that_was_reported_is_there()
    {
        Skip.If(MariaDbServer.WhyNot is not null, MariaDbServer.WhyNot);
        await using var server = await MariaDbServer.StartAsync();
        await using var store = await MySqlTestStore.CreateAsync(server);
        var reported = new ConcurrentDictionary<int, long>();
        var appending = Enumerable.Range(0, 16).Select(partition => AppendUntilFailureAsync(store, partition, reported)).ToList();
        while (reported.Values.Sum() < 400)
        {
            await Task.Yield();
        }

        await server.KillAsync();
        await Task.WhenAll(appending);
        await server.StartAgainAsync();

        foreach (var (partition, last) in reported)
        {
            var lease = await store.Log.OpenAsync(partition, None);
            var found = await lease.ReadAfterAsync(0, None);
            Assert.InRange(found.Count, last, last + 1);
            await lease.AppendAsync(found.Count + 1, "again"u8.ToArray(), default, None);
        }
    }

    private static async Task AppendUntilFailureAsync(
        MySqlTestStore store, int partition, ConcurrentDictionary<int, long> reported)
    {
        var lease = await store.Log.OpenAsync(partition, None);
        await lease.ReadAfterAsync(0, None);
        for (var offset = 1L; ; offset++)
        {
            try
            {
                await lease.AppendAsync(offset, Encoding.UTF8.GetBytes($"{offset}"), default, None);
                reported[partition] = offset;
            }
            catch (StorageException)
            {
                return;
            }
        }
    }

    private static Task RunAsync(MySqlTestStore store, string sql) => store.Database.RunAsync(
        async (DbConnection connection, CancellationToken token) =>
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
            command.CommandText = sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(token);
        },
        None);

    private static Task AppendAsync(Leases leases, int partition, long offset, string text) =>
        leases.AppendAsync(partition, offset, Encoding.UTF8.GetBytes(text));

    private static IEnumerable<string> Text(IEnumerable<LogRow> rows) =>
        rows.Select(row => $"{row.Offset}:{Encoding.UTF8.GetString(row.Payload)}");
}
