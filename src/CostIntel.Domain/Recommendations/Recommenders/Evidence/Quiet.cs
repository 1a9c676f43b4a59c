using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>When a metric shows that nothing happens.</summary>
internal static class Quiet
{
    /// <summary>Days that are known one by one, that of the newest sample not counted.</summary>
    public const int DaysKnown = DayShape.Days - 1;

    // What starts, updates or is looked at for a moment is idle still.
    private const double SpikeFactor = 10;
    private const double MeanShare = 2.0 / 3;

    /// <summary>True when nothing at all was seen in the last days, and nothing is seen now.</summary>
    public static bool IsNothing(MetricFacts metric, int days) =>
        metric.LastValue <= 0 && metric.Profile.PeakOfDays(Math.Min(days, DaysKnown)) <= 0;

    /// <summary>True when no sample of the last days was above a limit.</summary>
    public static bool IsNeverAbove(MetricFacts metric, double limit, int days) =>
        metric.LastValue <= limit && metric.Profile.PeakOfDays(Math.Min(days, DaysKnown)) <= limit;

    /// <summary>
    /// True when a metric was at or below a limit but for moments: at the 99th percentile, or, since that forgets slowly what
    /// was before, in the mean of each of the last days by a third.
    /// </summary>
    public static bool IsIdle(MetricFacts metric, double limit, int days)
    {
        if (!IsNeverAbove(metric, SpikeFactor * limit, days))
        {
            return false;
        }

        return metric.Profile.Quantile(0.99) <= limit || DaysBelow(metric, MeanShare * limit) >= Math.Min(days, DaysKnown);
    }

    /// <summary>On how many of the days known, before the look-back, something was going on.</summary>
    public static int BusyDaysBefore(MetricFacts metric, double limit, int days)
    {
        var busy = 0;
        for (var ago = days + 1; ago <= DaysKnown; ago++)
        {
            busy += metric.Profile.DayAgo(ago) is { } day && day.Peak > SpikeFactor * limit ? 1 : 0;
        }

        return busy;
    }

    /// <summary>For how many whole days up to now no sample was above zero, as far as days are known one by one.</summary>
    public static int DaysOfNothing(MetricFacts metric)
    {
        var seen = (int)Math.Min(metric.DaysSeen, DaysKnown);
        for (var ago = 0; ago <= seen; ago++)
        {
            if (metric.Profile.DayAgo(ago) is { Peak: > 0 })
            {
                // The newest day is not over.
                return Math.Max(0, ago - 1);
            }
        }

        return seen;
    }

    private static int DaysBelow(MetricFacts metric, double limit)
    {
        for (var ago = 0; ago <= DaysKnown; ago++)
        {
            if (metric.Profile.DayAgo(ago) is { } day && day.Mean > limit)
            {
                return ago;
            }
        }

        return DaysKnown;
    }
}
