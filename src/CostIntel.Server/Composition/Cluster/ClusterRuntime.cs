using System.Net;
using CostIntel.Domain.Access;
using CostIntel.Grains.Serialization;
using CostIntel.Server.Access;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace CostIntel.Server.Composition.Cluster;

/// <summary>Orleans as a cluster: membership, reminders and snapshots in MySQL, grains beside their partitions.</summary>
internal static class ClusterRuntime
{
    private const string Invariant = "MySql.Data.MySqlConnector";

    public static void Compose(ISiloBuilder silo, ClusterSettings settings)
    {
        var connection = settings.ReadConnectionString();
        silo.Configure<ClusterOptions>(options =>
            (options.ClusterId, options.ServiceId) = (settings.ClusterId, settings.ServiceId));
        silo.Configure<SiloOptions>(options => options.SiloName = settings.Name);
        silo.Configure<ClusterMembershipOptions>(options =>
            (options.ProbeTimeout, options.NumMissedProbesLimit) = (settings.ProbeInterval, settings.MissedProbesMax));
        ConfigureEndpoint(silo, settings);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, connection));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, connection));
        silo.AddAdoNetGrainStorage(GrainStores.Snapshots, options =>
        {
            (options.Invariant, options.ConnectionString) = (Invariant, connection);
            options.GrainStorageSerializer = new ProtobufStateSerializer();
        });
        silo.AddDashboard();

        // Who follows a live stream; whoever is forgotten here with a silo looks from time to time anyway.
        silo.AddMemoryGrainStorage("PubSubStore");
        Place(silo.Services, settings);
    }

    /// <summary>Orleans' own view of the cluster.</summary>
    public static void MapPages(WebApplication app) => app.MapOrleansDashboard("/orleans").RequireRole(Role.Operator);

    // No gateway: clients come in over gRPC, on any silo.
    private static void ConfigureEndpoint(ISiloBuilder silo, ClusterSettings settings)
    {
        if (settings.AdvertisedAddress is null)
        {
            silo.ConfigureEndpoints(settings.SiloPort, gatewayPort: 0, listenOnAnyHostAddress: true);
            return;
        }

        var address = IPAddress.Parse(settings.AdvertisedAddress);
        silo.ConfigureEndpoints(
            address, settings.SiloPort, gatewayPort: 0, listenOnAnyHostAddress: !IPAddress.IsLoopback(address));
    }

    private static void Place(IServiceCollection services, ClusterSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<ClusterSpread>();
        services.AddSingleton<IPartitionHome>(provider => provider.GetRequiredService<ClusterSpread>());
        services.AddPlacementDirector<BesidePartition, BesidePartitionDirector>();
        services.AddSingleton<PlacementStrategy, BesidePartition>();
        services.AddHostedService<PartitionMoves>();
    }
}
