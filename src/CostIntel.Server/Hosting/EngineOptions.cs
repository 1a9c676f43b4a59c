using System.Net;
using CostIntel.Domain.Detection;
using CostIntel.Grains.Changes;
using CostIntel.Grains.Notifications;
using CostIntel.Grains.Partitions;
using CostIntel.Grains.Recommendations;
using CostIntel.Server.Access;
using CostIntel.Server.Execution;

namespace CostIntel.Server.Hosting;

/// <summary>The settings under <c>CostIntel:</c>, from appsettings, environment (<c>CostIntel__…</c>) and command line.</summary>
public sealed class EngineOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "CostIntel";

    private const int PartitionsMax = 4_096;

    /// <summary>Where the engine keeps its database. Default <c>./data</c>.</summary>
    public string DataDirectory { get; set; } = "./data";

    /// <summary>Over how many partitions resources are spread. Default 64; 1 to 4,096; fixed at first start.</summary>
    public int Partitions { get; set; } = 64;

    /// <summary>
    /// How long an import may stay open without being committed before it is given up. Default 7 days; at least 1 hour.
    /// </summary>
    public TimeSpan ImportExpiry { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Where gRPC is served, over HTTP/2 without TLS.</summary>
    public EndpointOptions Grpc { get; set; } = new() { Url = "http://127.0.0.1:5080" };

    /// <summary>Where gRPC-Web, <c>/healthz</c> and <c>/metrics</c> are served.</summary>
    public EndpointOptions Web { get; set; } = new() { Url = "http://127.0.0.1:8080" };

    /// <summary>How partitions checkpoint.</summary>
    public PartitionOptions Checkpoint { get; set; } = new();

    /// <summary>When anomalies are looked for.</summary>
    public DetectionOptions Detection { get; set; } = new();

    /// <summary>When resources look for what they could save.</summary>
    public RecommendationOptions Recommendations { get; set; } = new();

    /// <summary>How notifications are sent.</summary>
    public NotificationOptions Notifications { get; set; } = new();

    /// <summary>How changes are carried out.</summary>
    public ChangeOptions Changes { get; set; } = new();

    /// <summary>Who can carry changes out.</summary>
    public ExecutionOptions Execution { get; set; } = new();

    /// <summary>Loads a sample and streams usage of a simulated fleet.</summary>
    public bool Demo { get; set; }

    /// <summary>Asks nobody for a key; on loopback only.</summary>
    public bool InsecureDev { get; set; }

    /// <summary>Keys.</summary>
    public AccessOptions Access { get; set; } = new();

    /// <summary>True when calls without a key are taken for an admin's.</summary>
    public bool AsksNoKey => InsecureDev || Demo;

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    public IEnumerable<string> Faults()
    {
        if (Partitions is < 1 or > PartitionsMax)
        {
            yield return $"CostIntel:Partitions is {Partitions}; it must be 1 to {PartitionsMax}.";
        }

        if (ImportExpiry < TimeSpan.FromHours(1))
        {
            yield return $"CostIntel:ImportExpiry is {ImportExpiry}; it must be at least an hour.";
        }

        if (string.IsNullOrWhiteSpace(DataDirectory))
        {
            yield return "CostIntel:DataDirectory is empty; name a folder.";
        }

        foreach (var fault in Grpc.Faults("CostIntel:Grpc:Url", AsksNoKey)
            .Concat(Web.Faults("CostIntel:Web:Url", AsksNoKey))
            .Concat(Access.Faults())
            .Concat(Detection.Faults())
            .Concat(Recommendations.Faults())
            .Concat(Notifications.Faults())
            .Concat(Execution.Faults())
            .Concat(Changes.Faults())
            .Concat(Checkpoint.Faults()))
        {
            yield return fault;
        }
    }
}

/// <summary>Where something is served.</summary>
public sealed class EndpointOptions
{
    /// <summary>For example <c>http://127.0.0.1:5080</c>; port 0 takes a free one.</summary>
    public string Url { get; set; } = "";

    /// <summary>The address and port.</summary>
    public IPEndPoint EndPoint
    {
        get
        {
            var uri = new Uri(Url);
            var address = uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(uri.Host.Trim('[', ']'));
            return new IPEndPoint(address, uri.Port);
        }
    }

    /// <summary>What is wrong with the address.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="asksNoKey">Whether everybody who can reach it is let in.</param>
    public IEnumerable<string> Faults(string name, bool asksNoKey)
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp)
        {
            yield return $"{name} is '{Url}'; expected an address like http://127.0.0.1:5080.";
        }
        else if (uri.Host != "localhost" && !IPAddress.TryParse(uri.Host.Trim('[', ']'), out _))
        {
            yield return $"{name} is '{Url}'; name an IP address: 0.0.0.0 for all of the machine's.";
        }
        else if (asksNoKey && !uri.IsLoopback)
        {
            yield return $"{name} is '{Url}', which others can reach; --demo and --insecure-dev ask nobody for a key and "
                + "serve loopback only.";
        }
    }
}
