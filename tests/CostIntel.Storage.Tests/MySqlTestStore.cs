using CostIntel.Storage.Audit;
using CostIntel.Storage.Desks;
using CostIntel.Storage.MySql;
using CostIntel.Storage.Sql;
using CostIntel.Storage.Statements;
using CostIntel.Storage.UsageLog;
using CostIntel.Storage.Workflow;
using CostIntel.TestKit;

namespace CostIntel.Storage.Tests;

/// <summary>A database of the test's own on a MariaDB that the tests share.</summary>
internal sealed class MySqlTestStore : IStoreUnderTest
{
    private readonly string _connectionString;
    private MySqlUsageLog _log = null!;
    private SqlCommitQueue _queue = null!;

    private MySqlTestStore(string connectionString) => _connectionString = connectionString;

    public MySqlDatabase Database { get; private set; } = null!;

    public IUsageLog Log => _log;

    public IStatementStore Statements { get; private set; } = null!;

    public DeskStores Desks { get; private set; } = null!;

    public IAuditStore Audit { get; private set; } = null!;

    public ICaseStore Cases { get; private set; } = null!;

    /// <summary>Opens one, or skips the test.</summary>
    public static async Task<MySqlTestStore> CreateAsync(MariaDbServer? server = null)
    {
        Skip.If(MariaDbServer.WhyNot is not null, MariaDbServer.WhyNot);
        server ??= await MariaDbServer.SharedAsync();
        var store = new MySqlTestStore(await server.CreateDatabaseAsync());
        await store.OpenAsync();
        return store;
    }

    /// <summary>The same database as another silo opens it.</summary>
    public async Task<MySqlTestStore> OpenAgainAsync()
    {
        var other = new MySqlTestStore(_connectionString);
        await other.OpenAsync();
        return other;
    }

    public Task<MySqlDatabase> OpenDatabaseAsync() =>
        MySqlDatabase.OpenAsync(TestBuild.MySql!, _connectionString, CancellationToken.None);

    public async Task ReopenAsync()
    {
        await DisposeAsync();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _queue.DisposeAsync();
    }

    private async Task OpenAsync()
    {
        Database = await OpenDatabaseAsync();
        _log = new MySqlUsageLog(Database);
        _queue = new SqlCommitQueue(Database);
        Statements = new SqlStatementStore(Database, _queue);
        Desks = DeskStores.Of(Database, _queue);
        Audit = new SqlAuditStore(Database, _queue);
        Cases = new SqlCaseStore(Database, _queue);
    }
}
