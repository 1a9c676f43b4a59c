using System.Net;

namespace CostIntel.Server.Composition.Cluster;

/// <summary>The settings under <c>CostIntel:Cluster:</c>; the Cluster build alone has them.</summary>
internal sealed class ClusterSettings
{
    public const string Section = "CostIntel:Cluster";

    private const int PortMax = 65_535;

    /// <summary>How MySQL is reached; see MySqlConnector's documentation of connection strings.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>A file that holds the connection string, such as a mounted secret; instead of the string itself.</summary>
    public string? ConnectionStringFile { get; set; }

    /// <summary>Silos with one id and one database are one cluster. Default <c>costintel</c>.</summary>
    public string ClusterId { get; set; } = "costintel";

    /// <summary>Names the state of grains; it stays when clusters come and go. Default <c>costintel</c>.</summary>
    public string ServiceId { get; set; } = "costintel";

    /// <summary>
    /// Names this silo among the others; a silo that comes back under its name gets its partitions back. Default: the
    /// machine's name and the port.
    /// </summary>
    public string? SiloName { get; set; }

    /// <summary>Where silos talk to one another. Default 11111.</summary>
    public int SiloPort { get; set; } = 11_111;

    /// <summary>The address at which the other silos reach this one. Default: the machine's own.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>How often silos probe one another. Default 1 second; 100 ms to 1 minute.</summary>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Probes that a silo misses before it is taken for dead. Default 3; 1 to 20.</summary>
    public int MissedProbesMax { get; set; } = 3;

    /// <summary>How long the cluster must be unchanged before partitions move. Default 5 seconds; at least 100 ms.</summary>
    public TimeSpan CalmBeforeMoves { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The name of this silo.</summary>
    public string Name => SiloName ?? $"{Environment.MachineName}:{SiloPort}";

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    public IEnumerable<string> Faults()
    {
        if (ConnectionStringFile is not null && !File.Exists(ConnectionStringFile))
        {
            yield return $"{Section}:ConnectionStringFile names '{ConnectionStringFile}', which is not there.";
        }
        else if (ConnectionStringFile is null && string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return $"{Section}:ConnectionString says how to reach MySQL; neither it nor :ConnectionStringFile is set.";
        }

        if (SiloPort is < 1 or > PortMax)
        {
            yield return $"{Section}:SiloPort is {SiloPort}; it must be 1 to {PortMax}.";
        }

        if (AdvertisedAddress is not null && !IPAddress.TryParse(AdvertisedAddress, out _))
        {
            yield return $"{Section}:AdvertisedAddress is '{AdvertisedAddress}'; it must be an IP address.";
        }

        if (ProbeInterval < TimeSpan.FromMilliseconds(100) || ProbeInterval > TimeSpan.FromMinutes(1))
        {
            yield return $"{Section}:ProbeInterval is {ProbeInterval}; it must be 100 ms to 1 minute.";
        }

        if (MissedProbesMax is < 1 or > 20)
        {
            yield return $"{Section}:MissedProbesMax is {MissedProbesMax}; it must be 1 to 20.";
        }

        if (CalmBeforeMoves < TimeSpan.FromMilliseconds(100))
        {
            yield return $"{Section}:CalmBeforeMoves is {CalmBeforeMoves}; it must be at least 100 ms.";
        }
    }

    /// <summary>The connection string, from wherever it is kept.</summary>
    public string ReadConnectionString() =>
        ConnectionStringFile is null ? ConnectionString! : File.ReadAllText(ConnectionStringFile).Trim();
}
