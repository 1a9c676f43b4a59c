namespace CostIntel.Domain.Workflow;

/// <summary>How long and how often things are tried when a plan is carried out.</summary>
public sealed record ExecutionLimits
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>What holds unless a plan says otherwise.</summary>
    public static ExecutionLimits Default { get; } = new();

    /// <summary>How long one attempt may take before it counts as failed. Default 15 minutes.</summary>
    public TimeSpan AttemptWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often a change or a check is tried. Default 5; 1 to 100. Undoing is tried without limit.</summary>
    public int AttemptsMax { get; init; } = 5;

    /// <summary>How long to wait before the second attempt; doubled for each further one. Default 10 seconds.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait between attempts. Default 15 minutes.</summary>
    public TimeSpan RetryAfterMax { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often an executor that works on something is asked how far it is. Default 30 seconds.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A person is called each time undoing has failed so often. Default 3; 1 to 100.</summary>
    public int PageEvery { get; init; } = 3;

    /// <summary>How long the canary is watched. Default 15 minutes.</summary>
    public TimeSpan CanaryFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the effect of the whole is watched. Default 24 hours.</summary>
    public TimeSpan VerifyFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long the way back is kept after completion. Default 30 days.</summary>
    public TimeSpan RetainFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>What is wrong with them; nothing when they make sense.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (name, value) in Times())
        {
            if (value < Shortest || value > TimeSpan.FromDays(400))
            {
                yield return FormattableString.Invariant($"{name} is {value}; it must be 1 second to 400 days.");
            }
        }

        foreach (var (name, value) in new[] { (nameof(AttemptsMax), AttemptsMax), (nameof(PageEvery), PageEvery) })
        {
            if (value is < 1 or > 100)
            {
                yield return FormattableString.Invariant($"{name} is {value}; it must be 1 to 100.");
            }
        }
    }

    /// <summary>How long to wait after an attempt has failed.</summary>
    /// <param name="attempt">Which it was, from 1.</param>
    public TimeSpan BackOff(int attempt)
    {
        // Twenty doublings of a second are twelve days already.
        var doubled = Math.Min(RetryAfter.Ticks, TimeSpan.TicksPerDay) << Math.Clamp(attempt - 1, 0, 20);
        return TimeSpan.FromTicks(Math.Min(doubled, RetryAfterMax.Ticks));
    }

    internal IEnumerable<long> Numbers() => Times().Select(time => time.Value.Ticks).Append(AttemptsMax).Append(PageEvery);

    private (string Name, TimeSpan Value)[] Times() =>
    [
        (nameof(AttemptWithin), AttemptWithin),
        (nameof(RetryAfter), RetryAfter),
        (nameof(RetryAfterMax), RetryAfterMax),
        (nameof(PollEvery), PollEvery),
        (nameof(CanaryFor), CanaryFor),
        (nameof(VerifyFor), VerifyFor),
        (nameof(RetainFor), RetainFor),
    ];
}
