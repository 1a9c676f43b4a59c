namespace CostIntel.Domain.Notifications.Reports;

/// <summary>
/// When reports go out: the first time that a clock shows <paramref name="At"/> after a period is over. A period is of UTC days,
/// so that nothing of it is still to come wherever the clock hangs.
/// </summary>
/// <param name="Every">Of which periods.</param>
/// <param name="At">Time of day on the zone's clock.</param>
/// <param name="Zone">Where the clock hangs.</param>
public sealed record ReportSchedule(ReportEvery Every, TimeOnly At, TimeZoneInfo Zone)
{
    private const int GapMinutes = 15;

    /// <summary>For how long a report that could not go out in time still does.</summary>
    public TimeSpan Grace => Every switch
    {
        ReportEvery.Daily => TimeSpan.FromHours(24),
        ReportEvery.Weekly => TimeSpan.FromDays(3),
        _ => TimeSpan.FromDays(7),
    };

    /// <summary>When the report of a period goes out, UTC.</summary>
    public DateTimeOffset DueUtc(ReportPeriod period)
    {
        var day = TimeZoneInfo.ConvertTime(period.ToUtc, Zone).Date.AddDays(-1);
        while (Utc(day + At.ToTimeSpan()) is var due)
        {
            if (due >= period.ToUtc)
            {
                return due;
            }

            day = day.AddDays(1);
        }

        return period.ToUtc;
    }

    /// <summary>The last period whose report is due.</summary>
    public ReportPeriod LastDue(DateTimeOffset nowUtc)
    {
        var period = ReportPeriod.LastOver(Every, nowUtc);
        while (DueUtc(period) > nowUtc)
        {
            period = period.Before;
        }

        return period;
    }

    /// <summary>The period whose report is to go out now, the earliest first; null for none.</summary>
    /// <param name="nowUtc">The time.</param>
    /// <param name="sinceUtc">Since when reports are wanted: what was due before does not go out.</param>
    /// <param name="sentToDay">End of the last period whose report went out; null for none.</param>
    public ReportPeriod? Owed(DateTimeOffset nowUtc, DateTimeOffset sinceUtc, int? sentToDay)
    {
        bool IsOwed(ReportPeriod period) =>
            DueUtc(period) is var due && due > sinceUtc && nowUtc < due + Grace && !(period.ToDay <= sentToDay);

        // Where clocks are put back, the reports of two days may be due at the same time.
        var last = LastDue(nowUtc);
        return IsOwed(last.Before) ? last.Before : IsOwed(last) ? last : null;
    }

    /// <summary>When the next report is due, UTC.</summary>
    public DateTimeOffset NextUtc(DateTimeOffset nowUtc) => DueUtc(LastDue(nowUtc).Next);

    private DateTimeOffset Utc(DateTime local)
    {
        // Where clocks are put forward there is a gap: the first time behind it counts.
        while (Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(GapMinutes - (local.Minute % GapMinutes));
        }

        // Where they are put back a time comes twice: the first one counts.
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
