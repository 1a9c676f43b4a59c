using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Simulation;

/// <summary>
/// Which share of each day of the week's cost falls into certain hours, as far as hours are known; where they are not,
/// a day's cost is taken to be the same in every hour.
/// </summary>
internal sealed class DayShares
{
    private const int DaysPerWeek = WeekShape.Hours / LedgerTime.HoursPerDay;

    private readonly decimal[] _shares = new decimal[DaysPerWeek];

    /// <summary>Reads them off the hours that are kept one by one.</summary>
    /// <param name="costs">What was charged.</param>
    /// <param name="hours">Hours of the week.</param>
    public DayShares(CostHistory costs, WeekHours hours)
    {
        Span<decimal> inside = stackalloc decimal[DaysPerWeek];
        Span<decimal> all = stackalloc decimal[DaysPerWeek];
        var hour = WeekShape.HourOfWeek((long)costs.FirstHour * LedgerTime.SecondsPerHour);
        foreach (var cost in HoursOf(costs))
        {
            // Credits inside a day could make shares of more than all or less than nothing.
            if (cost > 0)
            {
                var day = hour / LedgerTime.HoursPerDay;
                all[day] += cost;
                if (hours.Contains(hour))
                {
                    inside[day] += cost;
                }
            }

            hour = hour == WeekShape.Hours - 1 ? 0 : hour + 1;
        }

        for (var day = 0; day < DaysPerWeek; day++)
        {
            _shares[day] = all[day] > 0 ? inside[day] / all[day] : EvenShare(hours, day);
        }
    }

    /// <summary>The share of a day, 0 to 1.</summary>
    public decimal Of(int day) => _shares[DayOfWeek(day)];

    /// <summary>The hours that are kept one by one, without a call for each.</summary>
    public static ReadOnlySpan<decimal> HoursOf(CostHistory costs) =>
        costs.HourlyCosts is decimal[] array ? array : costs.HourlyCosts.ToArray();

    /// <summary>The share when all hours of the day cost the same.</summary>
    public static decimal EvenShare(WeekHours hours, int dayOfWeek)
    {
        var count = 0;
        for (var hour = 0; hour < LedgerTime.HoursPerDay; hour++)
        {
            count += hours.Contains((dayOfWeek * LedgerTime.HoursPerDay) + hour) ? 1 : 0;
        }

        return (decimal)count / LedgerTime.HoursPerDay;
    }

    /// <summary>The day of the week of a day, 0 for Monday.</summary>
    public static int DayOfWeek(int day) => WeekShape.HourOfWeek(LedgerTime.Seconds(day)) / LedgerTime.HoursPerDay;
}
