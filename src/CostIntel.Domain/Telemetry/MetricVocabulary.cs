using System.Collections.Frozen;

namespace CostIntel.Domain.Telemetry;

/// <summary>A metric whose meaning is known.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit, in UCUM where there is one.</param>
/// <param name="Max">The largest value that means anything; null for none.</param>
public sealed record KnownMetric(string Name, string Unit, double? Max);

/// <summary>
/// The metrics that recommendations and SLOs understand, each in one unit. Others are taken in under
/// <c>custom.&lt;name&gt;</c>: anomalies are looked for in them, and nothing else.
/// </summary>
public static class MetricVocabulary
{
    /// <summary>What names of metrics that are the client's own begin with.</summary>
    public const string CustomPrefix = "custom.";

    private const double Percent = 100;

    // Several times what a processor or a link can do is a mistake of units; a little above it is measurement.
    private const double PercentSlack = 10 * Percent;

    private static readonly FrozenDictionary<string, KnownMetric> ByName = new KnownMetric[]
    {
        new("cpu.utilization", "%", PercentSlack),
        new("memory.utilization", "%", PercentSlack),
        new("memory.used", "By", null),
        new("gpu.utilization", "%", PercentSlack),
        new("gpu.memory.utilization", "%", PercentSlack),
        new("network.receive", "By/s", null),
        new("network.transmit", "By/s", null),
        new("disk.read.operations", "{operation}/s", null),
        new("disk.write.operations", "{operation}/s", null),
        new("disk.read", "By/s", null),
        new("disk.write", "By/s", null),
        new("storage.used", "By", null),
        new("storage.utilization", "%", PercentSlack),
        new("connections", "{connection}", null),
        new("requests", "{request}/s", null),
        new("errors", "{error}/s", null),
        new("latency.p50", "ms", null),
        new("latency.p95", "ms", null),
        new("latency.p99", "ms", null),
        new("availability", "%", Percent),
        new("attachments", "{attachment}", null),
        new("running", "%", Percent),
        new("cpu.used", "{cpu}", null),
        new("cpu.requested", "{cpu}", null),
        new("memory.requested", "By", null),
        new("accessed.age", "d", null),
        new("retention", "d", null),
    }.ToFrozenDictionary(metric => metric.Name, StringComparer.Ordinal);

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<KnownMetric> All { get; } = [.. ByName.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal)];

    /// <summary>A metric by its name; null for the client's own.</summary>
    public static KnownMetric? Find(string name) => ByName.GetValueOrDefault(name);
}
