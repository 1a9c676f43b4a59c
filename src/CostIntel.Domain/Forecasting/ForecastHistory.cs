namespace CostIntel.Domain.Forecasting;

/// <summary>What a forecast is made of: complete slots only, in one currency.</summary>
/// <param name="FirstDay">The UTC day of <c>Daily[0]</c>, see <see cref="Ledger.LedgerTime.Day(long)"/>.</param>
/// <param name="Daily">
/// Totals of consecutive days; negative when credits exceed charges. NaN and infinities stand for unknown days.
/// </param>
/// <param name="FirstHour">The UTC hour of <c>Hourly[0]</c>, see <see cref="Ledger.LedgerTime.Hour(long)"/>.</param>
/// <param name="Hourly">Totals of consecutive recent hours; empty when hours are not known.</param>
public sealed record ForecastHistory(int FirstDay, double[] Daily, int FirstHour, double[] Hourly)
{
    /// <summary>A history of days alone.</summary>
    public static ForecastHistory OfDays(int firstDay, double[] daily) => new(firstDay, daily, 0, []);
}
