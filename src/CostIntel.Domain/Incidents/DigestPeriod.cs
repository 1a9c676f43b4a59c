namespace CostIntel.Domain.Incidents;

/// <summary>How often a subscriber wants to hear.</summary>
public enum Frequency
{
    /// <summary>Of each thing as it happens.</summary>
    Immediate = 1,

    /// <summary>Once a day, of the UTC day that has ended.</summary>
    Daily,

    /// <summary>Once a week, of the week from Monday to Sunday, UTC, that has ended.</summary>
    Weekly,
}

/// <summary>The time that one digest is about.</summary>
/// <param name="StartUtc">Its start, inclusive.</param>
/// <param name="EndUtc">Its end, exclusive.</param>
public readonly record struct DigestPeriod(DateTimeOffset StartUtc, DateTimeOffset EndUtc)
{
    private const int DaysPerWeek = 7;

    /// <summary>The period that a time is in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">What is told at once has no periods.</exception>
    public static DigestPeriod Of(Frequency frequency, DateTimeOffset timeUtc)
    {
        var day = new DateTimeOffset(timeUtc.UtcDateTime.Date, TimeSpan.Zero);
        switch (frequency)
        {
            case Frequency.Daily:
                return new(day, day.AddDays(1));
            case Frequency.Weekly:
                var monday = day.AddDays(-(((int)day.DayOfWeek + DaysPerWeek - (int)DayOfWeek.Monday) % DaysPerWeek));
                return new(monday, monday.AddDays(DaysPerWeek));
            default:
                throw new ArgumentOutOfRangeException(nameof(frequency), frequency, "What is told at once has no periods.");
        }
    }
}
