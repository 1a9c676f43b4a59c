namespace CostIntel.Domain.Notifications;

/// <summary>
/// A part of each day in which people are not to be disturbed, on the clock of their time zone; over midnight when it ends
/// before it starts.
/// </summary>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive; not the start.</param>
/// <param name="Zone">Where.</param>
public sealed record QuietHours(TimeOnly Start, TimeOnly End, TimeZoneInfo Zone)
{
    /// <summary>When it is no longer quiet: the time itself when it is not, or else the end of the quiet hours, UTC.</summary>
    public DateTimeOffset EndAfter(DateTimeOffset timeUtc)
    {
        var local = TimeZoneInfo.ConvertTime(timeUtc, Zone).DateTime;
        if (!TimeOnly.FromDateTime(local).IsBetween(Start, End))
        {
            return timeUtc;
        }

        var day = TimeOnly.FromDateTime(local) < End ? local.Date : local.Date.AddDays(1);
        var end = day + End.ToTimeSpan();

        // Where clocks are put forward there is a gap: it is over by then.
        while (Zone.IsInvalidTime(end))
        {
            end = end.AddMinutes(15);
        }

        var endUtc = new DateTimeOffset(end, Zone.GetUtcOffset(end)).ToUniversalTime();
        return endUtc > timeUtc ? endUtc : timeUtc;
    }
}
