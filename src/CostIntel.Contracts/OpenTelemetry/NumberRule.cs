using CostIntel.Domain.Telemetry;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>What a gauge or a sum of OpenTelemetry's conventions means here.</summary>
/// <param name="Source">Its name there.</param>
/// <param name="Metric">Its name here.</param>
/// <param name="IsRate">True for what is counted and becomes a number a second.</param>
/// <param name="Fold">How data points of the same time become one.</param>
internal sealed record NumberRule(string Source, string Metric, bool IsRate, Fold Fold)
{
    private static readonly string[] StateKeys =
        ["state", "cpu.mode", "system.cpu.state", "system.memory.state", "system.filesystem.state"];

    private static readonly string[] DirectionKeys = ["direction", "network.io.direction", "disk.io.direction"];

    // Where several say the same of a resource, the first counts.
    private static readonly NumberRule[] Table =
    [
        Level("system.cpu.utilization", "cpu.utilization") with { Wanted = "idle", IsInverted = true },
        Level("process.cpu.utilization", "cpu.utilization") with { Fold = Fold.Add },
        Level("system.memory.utilization", "memory.utilization") with { Wanted = "used", Fold = Fold.Add },
        Level("system.memory.usage", "memory.used") with { Wanted = "used", Fold = Fold.Add },
        Level("system.filesystem.utilization", "storage.utilization") with { Wanted = "used" },
        Level("system.filesystem.usage", "storage.used") with { Wanted = "used", Fold = Fold.Add },
        Level("hw.gpu.utilization", "gpu.utilization"),
        Level("hw.gpu.memory.utilization", "gpu.memory.utilization"),
        Level("http.server.active_requests", "connections") with { Fold = Fold.Add },
        Rate("system.network.io", "network.receive", "receive"),
        Rate("system.network.io", "network.transmit", "transmit"),
        Rate("system.disk.io", "disk.read", "read"),
        Rate("system.disk.io", "disk.write", "write"),
        Rate("system.disk.operations", "disk.read.operations", "read"),
        Rate("system.disk.operations", "disk.write.operations", "write"),
    ];

    private static readonly ILookup<(string Source, bool IsRate), NumberRule> BySource =
        Table.Select((rule, rank) => rule with { Rank = rank }).ToLookup(rule => (rule.Source, rule.IsRate));

    /// <summary>Which states or directions count, where the data points have any; null for all.</summary>
    public string? Wanted { get; private init; }

    /// <summary>True where what is wanted is the part that is not used.</summary>
    public bool IsInverted { get; private init; }

    /// <summary>Where it stands in the table.</summary>
    public int Rank { get; private init; } = int.MaxValue;

    /// <summary>Attributes that say which state or direction it is.</summary>
    public ReadOnlySpan<string> Keys => IsRate ? DirectionKeys : StateKeys;

    /// <summary>What a metric means; more than one for those of two directions.</summary>
    /// <param name="name">Its name there.</param>
    /// <param name="unit">Its unit there.</param>
    /// <param name="isRate">True for a delta, false for a level.</param>
    /// <param name="isSum">True when parts of it add up.</param>
    public static IReadOnlyList<NumberRule> Find(string name, string unit, bool isRate, bool isSum)
    {
        NumberRule[] rules = [.. BySource[(name, isRate)]];
        return rules.Length > 0
            ? rules
            : [new NumberRule(name, NameHere(name, unit), isRate, isSum ? Fold.Add : Fold.Average)];
    }

    private static string NameHere(string name, string unit) =>
        MetricVocabulary.Find(name) is { } known && (unit == known.Unit || (known.Unit == "%" && unit == "1"))
            ? name
            : OtlpNames.Custom(name);

    private static NumberRule Level(string source, string metric) => new(source, metric, IsRate: false, Fold.Average);

    private static NumberRule Rate(string source, string metric, string direction) =>
        new(source, metric, IsRate: true, Fold.Add) { Wanted = direction };
}
