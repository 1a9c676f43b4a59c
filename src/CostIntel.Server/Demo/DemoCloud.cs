using CostIntel.Connectors.Generation.Cloud;
using CostIntel.Domain.Telemetry;
using CostIntel.Server.Execution;
using CostIntel.Server.Hosting;

namespace CostIntel.Server.Demo;

/// <summary>
/// What has been done to the demo's resources, and what they cost and do since. One of them does badly when it is made smaller,
/// so that a change is seen to be undone. It is kept beside the demo's data.
/// </summary>
internal sealed class DemoCloud
{
    /// <summary>How execution policies name it.</summary>
    public const string Executor = "simulated";

    private const string Cpu = "cpu.utilization";
    private const double CpuWhenTooSmall = 97;
    private const decimal ShareWhenSmaller = 0.5m;

    public DemoCloud(EngineOptions options)
    {
        Directory.CreateDirectory(options.DataDirectory);
        var faults = new CloudFaultPlan
        {
            Named = new Dictionary<string, CloudFault> { [DemoResources.TooLarge] = CloudFault.Breaches },
        };
        Cloud = new(faults, new CloudJournal(Path.Combine(options.DataDirectory, "demo-cloud.jsonl")));
    }

    /// <summary>Where changes are made.</summary>
    public SimulatedCloud Cloud { get; }

    /// <summary>This as an executor.</summary>
    public OwnExecutor Own(TimeProvider time) => new(Executor, new SimulatedExecutor(Cloud, time));

    /// <summary>What a resource costs in an hour, as a share of what it cost before it was changed.</summary>
    /// <param name="resource">FOCUS ResourceId.</param>
    /// <param name="hour">Hours since the Unix epoch.</param>
    public decimal CostShare(string resource, long hour) =>
        !IsRunning(resource, hour) ? 0 : ActionOf(resource) is "" or "schedule" ? 1 : ShareWhenSmaller;

    /// <summary>False in an hour in which a resource is stopped or gone.</summary>
    /// <param name="resource">FOCUS ResourceId.</param>
    /// <param name="hour">Hours since the Unix epoch.</param>
    public bool IsRunning(string resource, long hour)
    {
        var hours = Cloud.StateOf(resource).Split(' ')[^1];
        return ActionOf(resource) switch
        {
            "stop" or "delete" => false,
            "schedule" when hours.Length == WeekShape.Hours => hours[DemoResources.HourOfWeek(hour)] == '1',
            _ => true,
        };
    }

    /// <summary>What is measured now.</summary>
    /// <param name="resource">FOCUS ResourceId.</param>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="usual">What was measured before the resource was changed.</param>
    public double Measured(string resource, string metric, double usual) =>
        metric == Cpu && Cloud.IsBreaching(resource) ? CpuWhenTooSmall : usual;

    private string ActionOf(string resource) => Cloud.StateOf(resource).Split(' ')[0];
}
