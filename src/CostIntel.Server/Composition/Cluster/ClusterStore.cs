using CostIntel.Server.Hosting;
using CostIntel.Storage.Audit;
using CostIntel.Storage.Desks;
using CostIntel.Storage.MySql;
using CostIntel.Storage.Sql;
using CostIntel.Storage.Statements;
using CostIntel.Storage.Workflow;
using MySqlConnector;

namespace CostIntel.Server.Composition.Cluster;

/// <summary>Everything in one MySQL database that the silos share.</summary>
internal static class ClusterStore
{
    public static async Task<EngineStore> OpenAsync(EngineOptions options, ClusterSettings settings)
    {
        var database = await MySqlDatabase.OpenAsync(
            MySqlConnectorFactory.Instance, settings.ReadConnectionString(), CancellationToken.None);
        var queue = new SqlCommitQueue(database);
        var log = new MySqlUsageLog(database);
        return new EngineStore
        {
            Log = log,
            Statements = new SqlStatementStore(database, queue),
            Desks = DeskStores.Of(database, queue),
            Audit = new SqlAuditStore(database, queue),
            Cases = new SqlCaseStore(database, queue),
            Partitions = await log.FixPartitionCountAsync(options.Partitions, CancellationToken.None),
            Register = _ => { },
            Parts = [log, queue],
        };
    }
}
