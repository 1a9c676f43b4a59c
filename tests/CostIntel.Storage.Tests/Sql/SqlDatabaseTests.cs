using System.Data.Common;
using CostIntel.Storage.Sql;
using CostIntel.Storage.UsageLog;
using CostIntel.TestKit;
using Microsoft.Data.Sqlite;

namespace CostIntel.Storage.Tests.Sql;

public sealed class SqlDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("engine.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Opening_again_keeps_the_tables_and_what_is_in_them()
    {
        using (var database = SqlDatabase.Open(Path))
        {
            Run(database, "INSERT INTO engine_setting (name, value) VALUES ('a', 'b')");
        }

        var before = Schema();
        using (var again = SqlDatabase.Open(Path))
        {
            Assert.Equal("b", Value(again, "SELECT value FROM engine_setting WHERE name = 'a'"));
        }

        Assert.Equal(before, Schema());
    }

    [Fact]
    public void A_file_of_an_earlier_version_gets_the_steps_it_lacks()
    {
        SqlDatabase.Open(Path).Dispose();
        var newest = Schema();
        Run("ALTER TABLE grain_reminder DROP COLUMN due_utc_ticks; DROP TABLE incident_desk; DROP TABLE incident; "
            + "DROP TABLE incident_event; DROP TABLE finding; DROP TABLE recommendation_desk; DROP TABLE recommendation; "
            + "DROP TABLE recommendation_event; DROP TABLE recommendation_report; DROP TABLE audit_head; "
            + "DROP TABLE audit_entry; DROP TABLE audit_checkpoint; DROP TABLE workflow_case; DROP TABLE workflow_event; "
            + "PRAGMA user_version = 1");
        Assert.NotEqual(newest, Schema());
        SqlDatabase.Open(Path).Dispose();
        Assert.Equal(newest, Schema());
    }

    [Fact]
    public void A_file_of_a_later_version_is_refused_and_left_alone()
    {
        SqlDatabase.Open(Path).Dispose();
        Run("PRAGMA user_version = 999");
        var refused = Assert.Throws<StorageException>(() => SqlDatabase.Open(Path));
        Assert.Contains("later version", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Path, refused.Message, StringComparison.Ordinal);

        // Refused again for its version, and not because the first refusal still holds the file.
        var again = Assert.Throws<StorageException>(() => SqlDatabase.Open(Path));
        Assert.Contains("999", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_engine_on_the_same_file_is_refused_until_the_first_has_closed_it()
    {
        using (SqlDatabase.Open(Path))
        {
            var refused = Assert.Throws<StorageException>(() => SqlDatabase.Open(Path));
            Assert.Contains("one engine at a time", refused.Message, StringComparison.Ordinal);
        }

        SqlDatabase.Open(Path).Dispose();
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_by_name()
    {
        File.WriteAllText(Path, string.Concat(Enumerable.Repeat("not a database ", 1000)));
        var refused = Assert.Throws<StorageException>(() => SqlDatabase.Open(Path));
        Assert.Contains(Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("not a database", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_some_other_program_is_refused_and_left_alone()
    {
        Run("CREATE TABLE theirs (id INTEGER)");
        var refused = Assert.Throws<StorageException>(() => SqlDatabase.Open(Path));
        Assert.Contains("some other program", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("usage_log", Schema(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_destroyed_pages_fails_its_reads_with_the_name_of_the_file()
    {
        using (var database = SqlDatabase.Open(Path))
        {
            Run(database, "INSERT INTO usage_series (id, definition) VALUES (1, zeroblob(500000))");
        }

        using (var file = File.OpenWrite(Path))
        {
            var rest = file.Length - 8192;
            file.Position = 8192;
            file.Write(Enumerable.Repeat((byte)0xEE, (int)rest).ToArray());
        }

        using var broken = SqlDatabase.Open(Path);
        await using var queue = new SqlCommitQueue(broken);
        var log = await new SqlUsageLog(broken, queue).OpenAsync(0, CancellationToken.None);
        var fault = await Assert.ThrowsAsync<StorageException>(() => log.ReadSeriesAsync(CancellationToken.None));
        Assert.Contains(Path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_on_the_way_to_the_file_are_made()
    {
        using var database = SqlDatabase.Open(_folder.File("a/b/engine.db"));
        Assert.True(File.Exists(database.File));
    }

    [Theory]
    [InlineData("synchronous", "2")]
    [InlineData("journal_mode", "wal")]
    [InlineData("secure_delete", "0")]
    [InlineData("page_size", "8192")]
    public void Every_connection_commits_durably_and_writes_no_more_than_it_must(string pragma, string value)
    {
        using var database = SqlDatabase.Open(Path);
        Assert.Equal(value, $"{Value(database, "PRAGMA " + pragma)}");
    }

    private static object Value(SqlDatabase database, string sql)
    {
        using var connection = database.OpenConnection();
        return Scalar(connection, sql);
    }

    private static object Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private static void Run(SqlDatabase database, string sql)
    {
        using var connection = database.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Run(string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string Schema()
    {
        using var connection = Connect();
        return (string)Scalar(connection, "SELECT GROUP_CONCAT(sql, ';') FROM sqlite_master");
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }
}
