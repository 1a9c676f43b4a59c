using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>The days and hours that commitments are reckoned with: complete UTC days before <paramref name="EndDay"/>.</summary>
/// <param name="EndDay">The day after the last one, see <see cref="LedgerTime.Day(long)"/>.</param>
public readonly record struct CommitmentWindow(int EndDay)
{
    /// <summary>Days that are looked at.</summary>
    public const int Days = CommitmentLedger.DaysKept;

    /// <summary>The last of them, which are looked at by hour. Of 15 days of hours, one is the day that is not over.</summary>
    public const int HourDays = (ResourceLedger.HoursKept / LedgerTime.HoursPerDay) - 1;

    /// <summary>Hours that are looked at.</summary>
    public const int Hours = HourDays * LedgerTime.HoursPerDay;

    /// <summary>The first day.</summary>
    public int FirstDay => EndDay - Days;

    /// <summary>The first hour, see <see cref="LedgerTime.Hour(long)"/>.</summary>
    public int FirstHour => (EndDay - HourDays) * LedgerTime.HoursPerDay;
}
