namespace CostIntel.Domain.Detection.Costs;

/// <summary>What kind of evidence won.</summary>
public enum CostSignal
{
    /// <summary>One slot far above what was expected.</summary>
    Spike = 1,

    /// <summary>Several slots above what was expected.</summary>
    Surge,

    /// <summary>A lasting change of level.</summary>
    LevelShift,

    /// <summary>A rise too slow to show in any one slot.</summary>
    SlowLeak,

    /// <summary>What was always charged is charged no more.</summary>
    DropToZero,

    /// <summary>A meter that repeats one value.</summary>
    StuckMeter,

    /// <summary>A huge value in a series that is too young to be known.</summary>
    FirstSeen,

    /// <summary>The open slot has passed what was expected of all of it.</summary>
    Pace,
}

/// <summary>What a finding says.</summary>
public enum FindingKind
{
    /// <summary>An anomaly shows.</summary>
    Raised = 1,

    /// <summary>The slot has settled, and the anomaly stands.</summary>
    Confirmed,

    /// <summary>The slot has settled, and there was no anomaly.</summary>
    Retracted,
}

/// <summary>What a detector says of one slot.</summary>
/// <param name="Kind">What is said.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Actual">Its total.</param>
/// <param name="Expected">What was expected of it.</param>
/// <param name="Score">How surprising it is, 0 to 1.</param>
/// <param name="Signal">What the surprise rests on.</param>
public readonly record struct CostFinding(
    FindingKind Kind, int Slot, double Actual, double Expected, double Score, CostSignal Signal);

/// <summary>What is expected of a slot; 95 of 100 lie from low to high.</summary>
public readonly record struct CostExpectation(double Expected, double Low, double High);

/// <summary>From which score on a slot is a finding.</summary>
/// <param name="Threshold">0 to 1.</param>
public readonly record struct CostSensitivity(double Threshold)
{
    /// <summary>As tuned: few false findings.</summary>
    public static CostSensitivity Default { get; } = new(ScoreBands.Thresholds[2]);

    /// <summary>Everything worth mentioning.</summary>
    public static CostSensitivity Highest { get; } = new(ScoreBands.Thresholds[0]);
}
