using System.Data.Common;
using System.Text;
using CostIntel.Storage.MySql;
using CostIntel.Storage.Sql;
using CostIntel.Storage.Statements;
using CostIntel.Storage.UsageLog;
using CostIntel.TestKit;

namespace CostIntel.Storage.Tests;

/// <summary>What a database server does to those who use it.</summary>
public sealed class MySqlFaultTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [SkippableFact]
    public async Task Connections_that_the_server_has_closed_while_they_rested_cost_nothing()
    {
        await using var store = await MySqlTestStore.CreateAsync();
        var lease = await store.Log.OpenAsync(0, None);
        await lease.AppendAsync(1, "before"u8.ToArray(), default, None);
        await OpenImportAsync(store, "one");

        await CloseConnectionsAsync(store);

        await lease.AppendAsync(2, "after"u8.ToArray(), default, None);
        await OpenImportAsync(store, "two");
        Assert.Equal(["before", "after"], await ReadAsync(lease));
    }

    [SkippableFact]
    public async Task A_lost_lease_is_told_from_a_checkpoint_that_changes_nothing_whatever_the_connection_string_says()
    {
        Skip.If(MariaDbServer.WhyNot is not null, MariaDbServer.WhyNot);
        var server = await MariaDbServer.SharedAsync();
        var connection = await server.CreateDatabaseAsync() + ";UseAffectedRows=true";
        var database = await MySqlDatabase.OpenAsync(TestBuild.MySql!, connection, None);
        await using var log = new MySqlUsageLog(database);
        var lease = await log.OpenAsync(0, None);

        await lease.CheckpointAsync(0, default, 0, None);
        await lease.CheckpointAsync(0, default, 0, None);

        Assert.Equal(0, (await lease.ReadCheckpointAsync(None)).Offset);
    }

    [SkippableFact]
    public async Task A_connection_string_that_makes_no_sense_is_refused_by_what_is_wrong_with_it()
    {
        Skip.If(MariaDbServer.WhyNot is not null, MariaDbServer.WhyNot);
        var refused = await Assert.ThrowsAsync<StorageException>(
            () => MySqlDatabase.OpenAsync(TestBuild.MySql!, "Serverr=here;Password=secret", None));
        Assert.Contains("serverr", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_server_that_would_lose_or_change_what_it_is_sent_is_refused()
    {
        Skip.If(MariaDbServer.WhyNot is not null, MariaDbServer.WhyNot);
        await using var server = await MariaDbServer.StartAsync();
        var connection = await server.CreateDatabaseAsync() + ";Pooling=false";
        var database = await MySqlDatabase.OpenAsync(TestBuild.MySql!, connection, None);
        (string Setting, string Bad)[] settings =
        [
            ("sql_mode", "''"), ("sql_mode", "'STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES'"),
            ("max_allowed_packet", "1048576"), ("innodb_flush_log_at_trx_commit", "2"),
        ];
        foreach (var (setting, bad) in settings)
        {
            var good = await RunAsync(database, $"SELECT @@GLOBAL.{setting}");
            await RunAsync(database, $"SET GLOBAL {setting} = {bad}");
            var refused = await Assert.ThrowsAsync<StorageException>(
                () => MySqlDatabase.OpenAsync(TestBuild.MySql!, connection, None));
            Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
            await RunAsync(database, $"SET GLOBAL {setting} = {(good is string text ? $"'{text}'" : good)}");
        }

        await MySqlDatabase.OpenAsync(TestBuild.MySql!, connection, None);
    }

    [SkippableFact]
    public async Task A_log_that_lacks_an_entry_is_corrupt_but_not_to_those_who_have_lost_it()
    {
        await using var store = await MySqlTestStore.CreateAsync();
        var older = await store.Log.OpenAsync(0, None);
        for (var offset = 1; offset <= 3; offset++)
        {
            await older.AppendAsync(offset, new byte[] { 1 }, default, None);
        }

        var newer = await store.Log.OpenAsync(0, None);
        await RunAsync(store.Database, "DELETE FROM usage_log WHERE log_offset = 2");

        var corrupt = await Assert.ThrowsAsync<StorageException>(() => newer.ReadAfterAsync(0, None));
        Assert.Contains("partition 0 is corrupt: entry 3", corrupt.Message, StringComparison.Ordinal);
        Assert.True((await Assert.ThrowsAsync<StorageException>(() => older.ReadAfterAsync(0, None))).IsLeaseLost);
    }

    [SkippableFact]
    public async Task A_name_that_does_not_fit_is_refused_and_not_cut()
    {
        await using var store = await MySqlTestStore.CreateAsync();
        await OpenImportAsync(store, "one");
        var row = new StagedRow(new BookKey(new string('x', 5_000), 0, 1), new byte[16], new byte[16], [1]);

        await Assert.ThrowsAnyAsync<DbException>(
            () => store.Statements.StageAsync("one", 1, [row], (kept, _) => kept.ToArray(), [], None));

        Assert.Equal(0, (await store.Statements.FindAsync("one", None))!.StagedSequence);
    }

    [SkippableFact]
    public async Task Silos_that_stage_rows_of_one_new_book_at_once_share_it()
    {
        await using var silo = await MySqlTestStore.CreateAsync();
        await using var other = await silo.OpenAgainAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            var store = number % 2 == 0 ? silo : other;
            await OpenImportAsync(store, $"{number}");
            StagedRow[] rows = [.. Enumerable.Range(0, 5).Select(
                book => new StagedRow(new BookKey("aws/1", book, book + 1), new byte[16], new byte[16], [1]))];
            await store.Statements.StageAsync($"{number}", 1, rows, (kept, _) => kept.ToArray(), [], None);
        }));

        Assert.Equal(5L, await CountAsync(silo, "SELECT COUNT(*) FROM statement_book"));
        Assert.Equal(5L, await CountAsync(silo, "SELECT COUNT(DISTINCT book_no) FROM import_row"));
    }

    private static Task<ImportRecord> OpenImportAsync(MySqlTestStore store, string id) => store.Statements.OpenAsync(
        new ImportOpening(id, "default", "focus", false, "", DateTimeOffset.UnixEpoch), None);

    private static Task CloseConnectionsAsync(MySqlTestStore store) => store.Database.RunAsync(
        async (DbConnection connection, CancellationToken token) =>
        {
            await using var list = connection.CreateCommand();
            list.CommandText =
                "SELECT GROUP_CONCAT(CONCAT('KILL ', id) SEPARATOR '; ') FROM information_schema.processlist "
                + "WHERE db = DATABASE() AND id <> CONNECTION_ID()";
            await using var kill = connection.CreateCommand();
#pragma warning disable CA2100 // Made of numbers.
            kill.CommandText = (string)(await list.ExecuteScalarAsync(token))!;
#pragma warning restore CA2100
            await kill.ExecuteNonQueryAsync(token);
        },
        None);

    private static Task<object?> CountAsync(MySqlTestStore store, string sql) => RunAsync(store.Database, sql);

    private static Task<object?> RunAsync(MySqlDatabase database, string sql) => database.RunAsync(
        async (connection, token) =>
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
            command.CommandText = sql;
#pragma warning restore CA2100
            return await command.ExecuteScalarAsync(token);
        },
        None);

    private static async Task<IEnumerable<string>> ReadAsync(IPartitionLog lease) =>
        (await lease.ReadAfterAsync(0, None)).Select(row => Encoding.UTF8.GetString(row.Payload));
}
