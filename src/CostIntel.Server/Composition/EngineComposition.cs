using CostIntel.Grains.Live;
using CostIntel.Server.Hosting;
using CostIntel.Server.Observability;
#if CLUSTER
using CostIntel.Server.Composition.Cluster;
#else
using CostIntel.Grains.Serialization;
using CostIntel.Server.Composition.Embedded;
using Orleans.Storage;
#endif

namespace CostIntel.Server.Composition;

/// <summary>What differs between the Embedded and the Cluster build: the runtime under the grains and its storage.</summary>
internal static class EngineComposition
{
    public static void AddGrains(IHostApplicationBuilder builder)
    {
        builder.UseOrleans(silo =>
        {
            silo.AddIncomingGrainCallFilter<GrainCallMetrics>();
            silo.AddMemoryStreams(LiveUsage.Provider);
#if CLUSTER
            ClusterRuntime.Compose(silo, Settings(builder.Configuration));
#else
            silo.Services.AddSingleton<IGrainStorageSerializer, ProtobufStateSerializer>();
            silo.AddSqliteGrainStorage(GrainStores.Snapshots);
            silo.UseSqliteReminderService();
            silo.Services.AddSingleton<IPartitionHome, OnlyHome>();
#endif
        });
    }

#if CLUSTER
    /// <summary>Pages that this build alone has.</summary>
    public static void MapPages(WebApplication app) => ClusterRuntime.MapPages(app);

    /// <summary>Opens what the engine keeps.</summary>
    public static Task<EngineStore> OpenStoreAsync(EngineOptions options, IConfiguration configuration) =>
        ClusterStore.OpenAsync(options, Settings(configuration));

    /// <summary>What is wrong with this build's own settings, one sentence each.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration) => Settings(configuration).Faults();

    private static ClusterSettings Settings(IConfiguration configuration) =>
        configuration.GetSection(ClusterSettings.Section).Get<ClusterSettings>() ?? new ClusterSettings();
#else
    /// <summary>Pages that this build alone has: none.</summary>
    public static void MapPages(WebApplication app)
    {
    }

    /// <summary>Opens what the engine keeps.</summary>
    public static Task<EngineStore> OpenStoreAsync(EngineOptions options, IConfiguration configuration) =>
        EmbeddedStore.OpenAsync(options);

    /// <summary>What is wrong with this build's own settings, one sentence each.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration) =>
        configuration.GetSection("CostIntel:Cluster").Exists()
            ? ["CostIntel:Cluster is set, and this is the build for a single process; it has no cluster."]
            : [];
#endif
}
