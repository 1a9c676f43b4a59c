using System.Globalization;
using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Notifications.Reports;

/// <summary>Of how much time a report is. The numbers are stored.</summary>
public enum ReportEvery
{
    /// <summary>A UTC day.</summary>
    Daily = 1,

    /// <summary>A week from Monday, UTC.</summary>
    Weekly = 2,

    /// <summary>A calendar month, UTC.</summary>
    Monthly = 3,
}

/// <summary>What a report is about: whole UTC days, since a charge belongs wholly to the UTC day in which it starts.</summary>
/// <param name="Every">Of how much time.</param>
/// <param name="FromDay">First day, see <see cref="LedgerTime.Day(long)"/>.</param>
/// <param name="ToDay">The day after the last.</param>
public sealed record ReportPeriod(ReportEvery Every, int FromDay, int ToDay)
{
    private const int DaysPerWeek = 7;

    // Day 0 was a Thursday.
    private const int FirstMonday = 4;

    /// <summary>Start, UTC.</summary>
    public DateTimeOffset FromUtc => Utc(FromDay);

    /// <summary>End, UTC, exclusive.</summary>
    public DateTimeOffset ToUtc => Utc(ToDay);

    /// <summary>Its name, unique among those of its kind: 2026-11-20, 2026-W47 or 2026-11.</summary>
    public string Name
    {
        get
        {
            var first = LedgerTime.Date(FromDay).ToDateTime(TimeOnly.MinValue);
            return Every switch
            {
                ReportEvery.Daily => first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ReportEvery.Weekly => FormattableString.Invariant($"{ISOWeek.GetYear(first):0000}-W{ISOWeek.GetWeekOfYear(first):00}"),
                _ => first.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            };
        }
    }

    /// <summary>The one before.</summary>
    public ReportPeriod Before => Holding(Every, FromDay - 1);

    /// <summary>The one after.</summary>
    public ReportPeriod Next => Holding(Every, ToDay);

    /// <summary>The period that a UTC day is in.</summary>
    public static ReportPeriod Holding(ReportEvery every, int day)
    {
        switch (every)
        {
            case ReportEvery.Daily:
                return new(every, day, day + 1);
            case ReportEvery.Weekly:
                var monday = day - (((day - FirstMonday) % DaysPerWeek) + DaysPerWeek) % DaysPerWeek;
                return new(every, monday, monday + DaysPerWeek);
            default:
                var month = LedgerTime.MonthOfDay(day);
                return new(every, LedgerTime.FirstDayOfMonth(month), LedgerTime.FirstDayOfMonth(month + 1));
        }
    }

    /// <summary>The last one that is over.</summary>
    public static ReportPeriod LastOver(ReportEvery every, DateTimeOffset nowUtc) =>
        Holding(every, LedgerTime.Day(nowUtc.ToUnixTimeSeconds())).Before;

    private static DateTimeOffset Utc(int day) => DateTimeOffset.FromUnixTimeSeconds(LedgerTime.Seconds(day));
}
