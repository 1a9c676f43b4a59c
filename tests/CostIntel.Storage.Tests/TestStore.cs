using CostIntel.Storage.Audit;
using CostIntel.Storage.Desks;
using CostIntel.Storage.Sql;
using CostIntel.Storage.Statements;
using CostIntel.Storage.UsageLog;
using CostIntel.Storage.Workflow;
using CostIntel.TestKit;

namespace CostIntel.Storage.Tests;

/// <summary>A store in a folder of its own, which can be closed and opened again.</summary>
internal sealed class TestStore : IStoreUnderTest
{
    private readonly TemporaryFolder _folder = new();
    private SqlUsageLog _log = null!;

    public TestStore() => Open();

    private TestStore(string file)
    {
        foreach (var suffix in (string[])["", "-wal"])
        {
            if (System.IO.File.Exists(file + suffix))
            {
                System.IO.File.Copy(file + suffix, File + suffix);
            }
        }

        Open();
    }

    public string File => _folder.File("store.db");

    public SqlDatabase Database { get; private set; } = null!;

    public SqlCommitQueue Queue { get; private set; } = null!;

    public IUsageLog Log => _log;

    public long TailBytes => _log.TailBytes;

    public Leases Leases { get; private set; } = null!;

    public IStatementStore Statements { get; private set; } = null!;

    public DeskStores Desks { get; private set; } = null!;

    public IAuditStore Audit { get; private set; } = null!;

    public ICaseStore Cases { get; private set; } = null!;

    /// <summary>What a process that were killed at this moment would leave behind, opened.</summary>
    public TestStore Kill() => new(File);

    public Task RunAsync(string sql, params object[] values) =>
        Queue.EnqueueAsync(writer => writer.Execute(sql, values));

    public long Count(string table) => (long)Scalar($"SELECT COUNT(*) FROM {table}");

    public object Scalar(string sql)
    {
        using var connection = Database.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    public async Task ReopenAsync()
    {
        await CloseAsync();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }

    private async Task CloseAsync()
    {
        await Queue.DisposeAsync();
        Database.Dispose();
    }

    private void Open()
    {
        Database = SqlDatabase.Open(File);
        Queue = new SqlCommitQueue(Database);
        _log = new SqlUsageLog(Database, Queue);
        Leases = new Leases(Log);
        Statements = new SqlStatementStore(Database, Queue);
        Desks = DeskStores.Of(Database, Queue);
        Audit = new SqlAuditStore(Database, Queue);
        Cases = new SqlCaseStore(Database, Queue);
    }
}
