namespace CostIntel.Domain.Incidents.Rules;

/// <summary>Certain hours of certain days of every week, UTC.</summary>
/// <param name="Days">The days on which it starts; at least one.</param>
/// <param name="Start">When on those days.</param>
/// <param name="Duration">How long: more than nothing and less than a week; it may reach into the next days.</param>
public sealed record WeeklyWindow(IReadOnlySet<DayOfWeek> Days, TimeOnly Start, TimeSpan Duration)
{
    private const int DaysPerWeek = 7;

    /// <summary>True when a time lies inside.</summary>
    public bool Holds(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        for (var back = 0; back <= DaysPerWeek; back++)
        {
            var day = utc.Date.AddDays(-back);
            var start = day + Start.ToTimeSpan();
            if (Days.Contains(day.DayOfWeek) && utc >= start && utc < start + Duration)
            {
                return true;
            }
        }

        return false;
    }
}
