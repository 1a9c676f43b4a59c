namespace CostIntel.Grains.Changes;

/// <summary>How changes are carried out.</summary>
public sealed record ChangeOptions
{
    /// <summary>How often changes that are due and asleep are looked for. Default 1 minute; 100 milliseconds to 1 hour.</summary>
    public TimeSpan WakeEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long changes that are over are kept. Default 400 days; 1 day to 10 years.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(400);

    /// <summary>What is wrong with the settings; empty for nothing.</summary>
    public IEnumerable<string> Faults()
    {
        if (WakeEvery < TimeSpan.FromMilliseconds(100) || WakeEvery > TimeSpan.FromHours(1))
        {
            yield return $"CostIntel:Changes:WakeEvery is {WakeEvery}; it must be 100 milliseconds to 1 hour.";
        }

        if (KeepFor < TimeSpan.FromDays(1) || KeepFor > TimeSpan.FromDays(3_653))
        {
            yield return $"CostIntel:Changes:KeepFor is {KeepFor}; it must be 1 day to 10 years.";
        }
    }
}
