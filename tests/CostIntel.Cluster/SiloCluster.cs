using System.Net;
using CostIntel.TestKit;

namespace CostIntel.Cluster;

/// <summary>Silos as processes of their own on one MariaDB, behind one address.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<EngineProcess> _silos = [];

    private SiloCluster(MariaDbServer database)
    {
        Database = database;
        Balancer = new LoadBalancer(() => [.. _silos.Select(silo => new IPEndPoint(IPAddress.Loopback, new Uri(silo.Url).Port))]);
    }

    public MariaDbServer Database { get; }

    public LoadBalancer Balancer { get; }

    public IReadOnlyList<EngineProcess> Silos => _silos;

    public static async Task<SiloCluster> StartAsync(int silos, params string[] settings)
    {
        Skip.If(MariaDbServer.WhyNot is not null, MariaDbServer.WhyNot);
        var cluster = new SiloCluster(await MariaDbServer.StartAsync());
        var database = await cluster.Database.CreateDatabaseAsync();
        for (var number = 0; number < silos; number++)
        {
            cluster._silos.Add(await EngineProcess.StartWithAsync(
                cluster._folder.FullName, [.. TestBuild.SiloSettings(database, Programs.FreePort()), .. settings]));
        }

        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await Balancer.DisposeAsync();
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await Database.DisposeAsync();
        _folder.Dispose();
    }
}
