using System.Data.Common;
#if CLUSTER
using System.Globalization;
using MySqlConnector;
#endif

namespace CostIntel.TestKit;

/// <summary>What tests need to know of the build they run in.</summary>
public static class TestBuild
{
#if CLUSTER
    /// <summary>The driver for MySQL; null in the build that has none.</summary>
    public static DbProviderFactory? MySql => MySqlConnectorFactory.Instance;

    /// <summary>Settings with which an engine process has a store of its own.</summary>
    public static async Task<string[]> StoreSettingsAsync()
    {
        var server = await MariaDbServer.SharedAsync();
        return SiloSettings(await server.CreateDatabaseAsync(), Programs.FreePort());
    }

    /// <summary>Settings of a silo that tests can kill without much patience.</summary>
    public static string[] SiloSettings(string connectionString, int siloPort) =>
    [
        $"--CostIntel:Cluster:ConnectionString={connectionString}",
        "--CostIntel:Cluster:AdvertisedAddress=127.0.0.1",
        $"--CostIntel:Cluster:SiloPort={siloPort.ToString(CultureInfo.InvariantCulture)}",
        "--CostIntel:Cluster:ProbeInterval=00:00:00.5",
        "--CostIntel:Cluster:MissedProbesMax=3",
        "--CostIntel:Cluster:CalmBeforeMoves=00:00:01",
    ];
#else
    /// <summary>The driver for MySQL; null in the build that has none.</summary>
    public static DbProviderFactory? MySql => null;

    /// <summary>Settings with which an engine process has a store of its own: none, it has its folder.</summary>
    public static Task<string[]> StoreSettingsAsync() => Task.FromResult<string[]>([]);
#endif
}
