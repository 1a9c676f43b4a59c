namespace CostIntel.Domain.Workflow.Approvals.Calendar;

/// <summary>Finds the instants that clocks on the wall show.</summary>
internal static class LocalTime
{
    /// <summary>
    /// The first instant at which a clock in the zone shows this time or a later one. A time that the clock skips is the
    /// end of the gap; of a time that it shows twice it is the first.
    /// </summary>
    public static DateTimeOffset FirstInstant(DateTime local, TimeZoneInfo zone)
    {
        var shown = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(shown))
        {
            // Clocks are set by whole minutes.
            shown = shown.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(shown) ? zone.GetAmbiguousTimeOffsets(shown).Max() : zone.GetUtcOffset(shown);
        return new DateTimeOffset(shown, offset).ToUniversalTime();
    }

    /// <summary>The day that a clock in the zone shows.</summary>
    public static DateOnly DayAt(DateTimeOffset at, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
