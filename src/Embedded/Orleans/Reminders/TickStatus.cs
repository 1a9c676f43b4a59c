namespace Orleans.Runtime;

/// <summary>Times of one tick, UTC.</summary>
/// <param name="firstTickTime">When the first tick was due.</param>
/// <param name="period">The time between ticks.</param>
/// <param name="timeStamp">When this tick was sent.</param>
[GenerateSerializer]
[Immutable]
public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
{
    /// <summary>When the first tick was due.</summary>
    [Id(0)]
    public DateTime FirstTickTime { get; } = firstTickTime;

    /// <summary>The time between ticks.</summary>
    [Id(1)]
    public TimeSpan Period { get; } = period;

    /// <summary>When this tick was sent.</summary>
    [Id(2)]
    public DateTime CurrentTickTime { get; } = timeStamp;

    /// <inheritdoc/>
    public override string ToString() => $"first {FirstTickTime:O}, every {Period}, now {CurrentTickTime:O}";
}

/// <summary>A reminder that exists.</summary>
public interface IGrainReminder
{
    /// <summary>Its name, unique in its grain.</summary>
    string ReminderName { get; }
}
