namespace CostIntel.Domain.Ledger;

/// <summary>Slots of time, all UTC: hours, days and months as whole numbers since the Unix epoch.</summary>
public static class LedgerTime
{
    /// <summary>Seconds in an hour.</summary>
    public const int SecondsPerHour = 3_600;

    /// <summary>Seconds in a day.</summary>
    public const int SecondsPerDay = 86_400;

    /// <summary>Hours in a day.</summary>
    public const int HoursPerDay = SecondsPerDay / SecondsPerHour;

    private const int EpochYear = 1970;
    private const int MonthsPerYear = 12;

    /// <summary>The hour that holds a Unix time in seconds.</summary>
    public static int Hour(long unixSeconds) => (int)Math.DivRem(unixSeconds, SecondsPerHour).Quotient;

    /// <summary>The day that holds a Unix time in seconds.</summary>
    public static int Day(long unixSeconds) => (int)Math.DivRem(unixSeconds, SecondsPerDay).Quotient;

    /// <summary>The month that holds a day.</summary>
    public static int MonthOfDay(int day)
    {
        var date = Date(day);
        return ((date.Year - EpochYear) * MonthsPerYear) + date.Month - 1;
    }

    /// <summary>The first day of a month.</summary>
    public static int FirstDayOfMonth(int month) =>
        Day(new DateOnly(EpochYear + (month / MonthsPerYear), (month % MonthsPerYear) + 1, 1));

    /// <summary>The number of a date.</summary>
    public static int Day(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>The date of a day.</summary>
    public static DateOnly Date(int day) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(day);

    /// <summary>The start of a day as Unix time in seconds.</summary>
    public static long Seconds(int day) => (long)day * SecondsPerDay;
}
