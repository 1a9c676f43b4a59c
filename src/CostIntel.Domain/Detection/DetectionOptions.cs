namespace CostIntel.Domain.Detection;

/// <summary>When series are judged.</summary>
public sealed record DetectionOptions
{
    /// <summary>False turns detection off: nothing is learnt and nothing is found.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Nothing is raised for buckets that ended longer ago: history is learnt from, not told.</summary>
    public TimeSpan RaiseWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Late charges are judged together when none has come for as long.</summary>
    public TimeSpan LateQuiet { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Or when the first of them has waited for as long.</summary>
    public TimeSpan LateWaitMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What an incident is due to is looked for so long after it was opened.</summary>
    public TimeSpan ExplainAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is wrong with the settings; empty for nothing.</summary>
    public IEnumerable<string> Faults()
    {
        if (RaiseWithin < TimeSpan.FromHours(1))
        {
            yield return $"CostIntel:Detection:RaiseWithin is {RaiseWithin}; it must be at least an hour.";
        }

        if (ExplainAfter < TimeSpan.Zero || ExplainAfter > TimeSpan.FromHours(1))
        {
            yield return $"CostIntel:Detection:ExplainAfter is {ExplainAfter}; it must be 0 to 1 hour.";
        }

        if (LateQuiet <= TimeSpan.Zero || LateWaitMax < LateQuiet)
        {
            yield return "CostIntel:Detection:LateQuiet must be more than nothing and LateWaitMax not less.";
        }
    }
}
