using CostIntel.Server.Hosting;
using CostIntel.Storage.Audit;
using CostIntel.Storage.Desks;
using CostIntel.Storage.Sql;
using CostIntel.Storage.Statements;
using CostIntel.Storage.UsageLog;
using CostIntel.Storage.Workflow;

namespace CostIntel.Server.Composition.Embedded;

/// <summary>Everything in one SQLite file with one writer.</summary>
internal static class EmbeddedStore
{
    private const string FileName = "costintel.db";

    public static async Task<EngineStore> OpenAsync(EngineOptions options)
    {
        var database = SqlDatabase.Open(Path.Combine(options.DataDirectory, FileName));
        var queue = new SqlCommitQueue(database);
        var log = new SqlUsageLog(database, queue);
        return new EngineStore
        {
            Log = log,
            Statements = new SqlStatementStore(database, queue),
            Desks = DeskStores.Of(database, queue),
            Audit = new SqlAuditStore(database, queue),
            Cases = new SqlCaseStore(database, queue),
            Partitions = await log.FixPartitionCountAsync(options.Partitions, CancellationToken.None),
            Register = services => services.AddSingleton(database).AddSingleton(queue),
            Parts = [queue, database],
        };
    }
}
