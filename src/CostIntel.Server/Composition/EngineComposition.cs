using CostIntel.Grains.Serialization;
using CostIntel.Server.Observability;
using Orleans.Storage;
#if CLUSTER
using Orleans.Configuration;
#endif

namespace CostIntel.Server.Composition;

/// <summary>What differs between the Embedded and the Cluster build: the runtime under the grains and its storage.</summary>
internal static class EngineComposition
{
    public static void AddGrains(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IGrainStorageSerializer, ProtobufStateSerializer>();
        builder.UseOrleans(silo =>
        {
            silo.AddIncomingGrainCallFilter<GrainCallMetrics>();
#if CLUSTER
            const string invariant = "MySql.Data.MySqlConnector";
            var connection = builder.Configuration["CostIntel:Cluster:ConnectionString"]
                ?? throw new InvalidOperationException("CostIntel:Cluster:ConnectionString names the MySQL database; it is not set.");
            silo.Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = "costintel");
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (invariant, connection));
            silo.AddAdoNetGrainStorage(
                GrainStores.Snapshots,
                options => (options.Invariant, options.ConnectionString) = (invariant, connection));
            silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (invariant, connection));
#else
            silo.AddSqliteGrainStorage(GrainStores.Snapshots);
            silo.UseSqliteReminderService();
#endif
        });
    }
}
