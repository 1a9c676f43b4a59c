using CostIntel.Storage.Sql;
using CostIntel.Storage.Statements;
using CostIntel.Storage.UsageLog;

namespace CostIntel.Server.Hosting;

/// <summary>The engine's database with everything that stands on it.</summary>
internal sealed class EngineStore : IAsyncDisposable
{
    private const string FileName = "costintel.db";

    private EngineStore(SqlDatabase database, SqlCommitQueue queue, int partitions)
    {
        (Database, Queue, Partitions) = (database, queue, partitions);
        Log = new SqlUsageLog(database, queue);
        Statements = new SqlStatementStore(database, queue);
    }

    public SqlDatabase Database { get; }

    public SqlCommitQueue Queue { get; }

    public IUsageLog Log { get; }

    public IStatementStore Statements { get; }

    /// <summary>The number of partitions that was fixed at first start.</summary>
    public int Partitions { get; }

    public static async Task<EngineStore> OpenAsync(EngineOptions options)
    {
        var database = SqlDatabase.Open(Path.Combine(options.DataDirectory, FileName));
        var queue = new SqlCommitQueue(database);
        var log = new SqlUsageLog(database, queue);
        return new EngineStore(database, queue, await log.FixPartitionCountAsync(options.Partitions, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await Queue.DisposeAsync();
        Database.Dispose();
    }
}
