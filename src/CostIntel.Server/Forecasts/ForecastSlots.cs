using CostIntel.Contracts.V1;
using CostIntel.Domain.Forecasting;
using CostIntel.Domain.Ledger;

namespace CostIntel.Server.Forecasts;

/// <summary>Lays a forecast out in hours, days or months.</summary>
internal static class ForecastSlots
{
    /// <summary>The days after the last complete one.</summary>
    public static IEnumerable<ForecastSlot> Days(ForecastBand band, int lastDay, int days) =>
        Enumerable.Range(lastDay + 1, days).Select(day => ForecastMessages.ToSlot(
            band.Day(day), LedgerTime.Seconds(day), LedgerTime.Seconds(day + 1)));

    /// <summary>
    /// The months that the days after the last complete one lie in, with what its complete days cost.
    /// </summary>
    public static IEnumerable<ForecastSlot> Months(ForecastBand band, CostSeries series, int lastDay, int days)
    {
        var (day, end) = (lastDay + 1, lastDay + 1 + days);
        while (day < end)
        {
            var month = LedgerTime.MonthOfDay(day);
            var (first, to) = (LedgerTime.FirstDayOfMonth(month), Math.Min(end, LedgerTime.FirstDayOfMonth(month + 1)));
            yield return ForecastMessages.ToSlot(
                band.Sum(day, to), LedgerTime.Seconds(first), LedgerTime.Seconds(to), series.Sum(first, lastDay + 1));
            day = to;
        }
    }

    /// <summary>
    /// The hours from now on, or from the end of the last complete day when now lies farther from it than two days.
    /// </summary>
    public static IEnumerable<ForecastSlot> Hours(ForecastBand band, int lastDay, int hours, long nowSeconds)
    {
        var open = (lastDay + 1) * LedgerTime.HoursPerDay;
        var now = LedgerTime.Hour(nowSeconds);
        var start = now >= open && now < open + (2 * LedgerTime.HoursPerDay) ? now : open;
        var end = Math.Min(start + hours, open + (Forecaster.DaysAheadMax * LedgerTime.HoursPerDay));
        return Enumerable.Range(start, end - start).Select(hour => ForecastMessages.ToSlot(
            band.Hour(hour), hour * (long)LedgerTime.SecondsPerHour, (hour + 1) * (long)LedgerTime.SecondsPerHour));
    }
}
