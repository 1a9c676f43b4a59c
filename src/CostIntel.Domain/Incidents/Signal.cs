namespace CostIntel.Domain.Incidents;

/// <summary>What kind of evidence an anomaly rests on.</summary>
public enum Signal
{
    /// <summary>A bucket far above what was expected.</summary>
    Spike = 1,

    /// <summary>Several buckets above what was expected.</summary>
    Surge,

    /// <summary>A lasting change of level.</summary>
    LevelShift,

    /// <summary>A rise too slow to show in any one bucket.</summary>
    SlowLeak,

    /// <summary>What was always charged is charged no more.</summary>
    DropToZero,

    /// <summary>A meter that repeats one value.</summary>
    StuckMeter,

    /// <summary>A resource that was never charged before.</summary>
    FirstSeen,

    /// <summary>The bucket that is still open has passed what was expected of all of it.</summary>
    Pace,

    /// <summary>The price of a unit has changed.</summary>
    PriceChange,

    /// <summary>A telemetry metric behaves as it never has.</summary>
    Metric,
}
