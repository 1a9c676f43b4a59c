using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Simulation;

/// <summary>What is not certain about a change of a resource, in so few numbers that many months can be drawn of it.</summary>
/// <param name="Saved">What a month saves when all goes as expected, without what is added.</param>
/// <param name="Kept">What a month costs after the change, without what is added.</param>
/// <param name="Added">What it costs a month whatever happens.</param>
/// <param name="DemandError">Standard deviation of the logarithm of a month's demand.</param>
/// <param name="TrendError">The same, because it is not certain where demand goes.</param>
/// <param name="PriceError">The same of the price.</param>
/// <param name="Interruptions">How many a month are expected.</param>
/// <param name="InterruptionMinutes">How long each is: work of so long is done again.</param>
/// <param name="Slack">By what peaks may grow before an SLO is breached; infinite when growth breaches none.</param>
/// <param name="PeakError">Standard deviation of the logarithm of the month's highest peak.</param>
public sealed record DrawModel(
    double Saved,
    double Kept,
    double Added,
    double DemandError,
    double TrendError,
    double PriceError,
    double Interruptions,
    double InterruptionMinutes,
    double Slack,
    double PeakError)
{
    private const double ErrorMax = 1;
    // A trend that is uncertain is believed by half, to the middle of the month to come.
    private const double DaysAhead = (double)CostHistory.HoursPerMonth / LedgerTime.HoursPerDay / 4;
    // The highest value of weeks lies about two deviations above the usual peak of its hour.
    private const double DeviationsOfMax = 2;
    private const double PeakErrorMin = 0.05;

    internal static DrawModel Of(CostReplay replay, SavingSpread spread)
    {
        var kept = (double)SavingEstimator.PerMonth(replay.After);
        var saved = (double)SavingEstimator.PerMonth(replay.Before) - kept;
        var error = saved == 0 ? 0 : Math.Min(ErrorMax, spread.Usage / Math.Abs(saved));
        return new(saved, kept, 0, error, TrendOf(replay), 0, 0, 0, double.PositiveInfinity, PeakErrorMin);
    }

    internal static DrawModel Of(
        ResourceFacts facts, Change change, CostReplay replay, SavingSpread spread, IReadOnlyList<BreachReplay> breaches)
    {
        var added = (double)change.AddedPerMonth;
        var kept = (double)SavingEstimator.PerMonth(replay.After) - added;
        var saved = (double)SavingEstimator.PerMonth(replay.Before) - kept;
        var scale = Math.Max(Math.Abs(saved), 1e-9);
        var isNothing = replay.Days == 0 || saved == 0;
        return new(
            saved,
            kept,
            added,
            isNothing ? 0 : Math.Min(ErrorMax, spread.Usage / scale),
            isNothing ? 0 : TrendOf(replay),
            Math.Min(ErrorMax, change.PriceError),
            change.IsRemoval ? 0 : change.InterruptionsPerMonth,
            change.MinutesPerInterruption,
            breaches.Select(SlackOf).DefaultIfEmpty(double.PositiveInfinity).Min(),
            PeakErrorOf(facts, breaches));
    }

    // An SLO that is breached as things are tells nothing of the change.
    private static double SlackOf(BreachReplay breach) =>
        breach.After > breach.Before ? 0 : breach.Before == 0 ? breach.Slack : double.PositiveInfinity;

    // Standard error of the slope of the days, days of the week apart, carried ahead.
    private static double TrendOf(CostReplay replay)
    {
        var days = replay.Days;
        if (days < 3)
        {
            return 0;
        }

        var values = new double[days];
        for (var i = 0; i < days; i++)
        {
            values[i] = (double)replay.Before[i];
        }

        var mean = values.Average();
        var freedom = SavingSpread.TakeWeekOut(values, replay.FirstDay);
        var squares = values.Sum(value => value * value);
        var deviation = freedom < 1 ? 0 : Math.Sqrt(squares / freedom);
        var slopeError = deviation / Math.Sqrt(((double)days * days * days) / 12);
        return mean <= 0 ? 0 : Math.Min(ErrorMax, DaysAhead * slopeError / mean);
    }

    private static double PeakErrorOf(ResourceFacts facts, IReadOnlyList<BreachReplay> breaches)
    {
        var most = PeakErrorMin;
        foreach (var breach in breaches)
        {
            if (facts.Metric(breach.Metric)?.Profile is { } profile && UsualPeak(profile) is > 0 and var usual)
            {
                most = Math.Max(most, Math.Log(Math.Max(1, profile.Max / usual)) / DeviationsOfMax);
            }
        }

        return Math.Min(ErrorMax, most);
    }

    private static double UsualPeak(MetricProfile profile)
    {
        var peak = 0.0;
        for (var hour = 0; hour < WeekShape.Hours; hour++)
        {
            peak = Math.Max(peak, profile.HourOfWeek(hour)?.Peak ?? 0);
        }

        return peak;
    }
}
