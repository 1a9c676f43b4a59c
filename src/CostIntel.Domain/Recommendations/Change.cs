namespace CostIntel.Domain.Recommendations;

/// <summary>
/// How a resource would differ: what a recommendation proposes, a simulation replays and an SLO check looks at. Ratios
/// are what is after to what was before.
/// </summary>
public sealed record Change
{
    /// <summary>What is done.</summary>
    public required ActionType Action { get; init; }

    /// <summary>What it is now, for people and executors: a machine type, a class, a number of days.</summary>
    public string From { get; init; } = "";

    /// <summary>What it would be.</summary>
    public string To { get; init; } = "";

    /// <summary>Cost of an hour in which it runs; 0 for nothing.</summary>
    public decimal PriceRatio { get; init; } = 1;

    /// <summary>How uncertain the price is, as a standard deviation relative to it; 0 for a list price.</summary>
    public double PriceError { get; init; }

    /// <summary>Processor capacity.</summary>
    public double CpuRatio { get; init; } = 1;

    /// <summary>Memory capacity.</summary>
    public double MemoryRatio { get; init; } = 1;

    /// <summary>GPU capacity.</summary>
    public double GpuRatio { get; init; } = 1;

    /// <summary>Throughput of disks and network.</summary>
    public double InputOutputRatio { get; init; } = 1;

    /// <summary>Latency of each access, for storage classes and distant regions.</summary>
    public double LatencyRatio { get; init; } = 1;

    /// <summary>When it runs, UTC.</summary>
    public WeekHours Runs { get; init; } = WeekHours.Always;

    /// <summary>What it costs a month beside, whether it runs or not: a snapshot that is kept, fees of retrieval.</summary>
    public decimal AddedPerMonth { get; init; }

    /// <summary>What it costs once.</summary>
    public decimal OneTimeCost { get; init; }

    /// <summary>How often a month it is interrupted.</summary>
    public double InterruptionsPerMonth { get; init; }

    /// <summary>How long each interruption is, minutes.</summary>
    public double MinutesPerInterruption { get; init; }

    /// <summary>True when it has to be restarted.</summary>
    public bool RestartNeeded { get; init; }

    /// <summary>True when it can be undone.</summary>
    public bool RollbackPossible { get; init; } = true;

    /// <summary>True when it is gone or never runs afterwards.</summary>
    public bool IsRemoval => Action is ActionType.Delete or ActionType.Stop || Runs.Count == 0;
}
