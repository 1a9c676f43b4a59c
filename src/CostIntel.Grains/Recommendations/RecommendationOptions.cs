namespace CostIntel.Grains.Recommendations;

/// <summary>When resources look for what they could save.</summary>
public sealed record RecommendationOptions
{
    /// <summary>False turns recommendations off.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// A resource looks so long after an hour of charges or samples is over, up to four times as long where many are; twenty
    /// times as long after charges of hours before.
    /// </summary>
    public TimeSpan LookAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often it is measured what applied recommendations have saved.</summary>
    public TimeSpan MeasureEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What is wrong with the settings; empty for nothing.</summary>
    public IEnumerable<string> Faults()
    {
        if (LookAfter < TimeSpan.FromMilliseconds(1) || LookAfter > TimeSpan.FromHours(1))
        {
            yield return $"CostIntel:Recommendations:LookAfter is {LookAfter}; it must be 1 millisecond to 1 hour.";
        }

        if (MeasureEvery < TimeSpan.FromSeconds(1) || MeasureEvery > TimeSpan.FromDays(1))
        {
            yield return $"CostIntel:Recommendations:MeasureEvery is {MeasureEvery}; it must be 1 second to 1 day.";
        }
    }
}
