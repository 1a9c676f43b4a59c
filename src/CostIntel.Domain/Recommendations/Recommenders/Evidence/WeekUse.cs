using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>In which hours of the week something is used.</summary>
internal static class WeekUse
{
    private const int HoursPerDay = 24;
    private const int SecondsPerDay = 86_400;
    private const int ShortestBreak = 4;
    private const double PeakFactor = 3;
    private const double UsedDayShare = 0.4;
    private const double BusyShare = 0.15;
    private const double BaseFactor = 2;
    // A backup of minutes does not make an hour busy.
    private const double IdleFactor = 1.5;
    private const int Weekdays = 5;
    private const int OddDaysMax = 3;

    /// <summary>
    /// What a metric may be at in an hour that counts as quiet: about what it is at in the quietest quarter of the time, as far
    /// as that is little; null when it says nothing about use.
    /// </summary>
    public static double? QuietLimit(MetricFacts metric, IdlePolicy idle)
    {
        var usual = Math.Min(BusyShare * metric.Profile.Quantile(0.99), BaseFactor * metric.Profile.Quantile(0.25));
        return metric.Name switch
        {
            "cpu.utilization" or "gpu.utilization" => Math.Max(IdleFactor * idle.CpuPercent, usual),
            "network.receive" or "network.transmit" => Math.Max(idle.NetworkBytesPerSecond, usual),
            "requests" or "connections" => Math.Max(idle.RequestsPerSecond, usual),
            _ => null,
        };
    }

    /// <summary>
    /// Hours of the day in which it is used on some of the weekdays alone: few are a weekly job, many are people who come
    /// when they like, and may come at any other hour next week.
    /// </summary>
    public static int OddHours(WeekHours used)
    {
        var odd = 0;
        for (var hour = 0; hour < HoursPerDay; hour++)
        {
            var days = 0;
            for (var day = 0; day < Weekdays; day++)
            {
                days += used.Contains((day * HoursPerDay) + hour) ? 1 : 0;
            }

            odd += days is >= 1 and <= OddDaysMax ? 1 : 0;
        }

        return odd;
    }

    /// <summary>
    /// The hours in which one of the metrics is above its limit, or is not known; an hour earlier, to start in, and without
    /// breaks that are too short to be worth a stop.
    /// </summary>
    public static WeekHours Of(IReadOnlyList<MetricFacts> metrics, IdlePolicy idle)
    {
        Span<bool> used = stackalloc bool[WeekShape.Hours];
        for (var i = 0; i < metrics.Count; i++)
        {
            if (QuietLimit(metrics[i], idle) is { } limit)
            {
                AddHours(metrics[i], limit, used);
                AddDays(metrics[i], limit, used);
            }
        }

        StartEarlier(used);
        CloseBreaks(used);
        return ToHours(used);
    }

    private static void AddHours(MetricFacts metric, double limit, Span<bool> used)
    {
        for (var hour = 0; hour < WeekShape.Hours; hour++)
        {
            used[hour] |= metric.Profile.HourOfWeek(hour) is not { } shape
                || shape.Mean > limit
                || shape.Peak > PeakFactor * limit;
        }
    }

    // An average hour of several weeks hides a weekend on which somebody worked; the last days are known one by one.
    private static void AddDays(MetricFacts metric, double limit, Span<bool> used)
    {
        for (var ago = 0; ago < DayShape.Days; ago++)
        {
            var start = WeekShape.HourOfWeek(metric.LastSeconds - (ago * SecondsPerDay)) / HoursPerDay * HoursPerDay;
            if (metric.Profile.DayAgo(ago) is { } day
                && day.Peak > PeakFactor * limit
                && day.Mean > UsedDayShare * limit
                && !used.Slice(start, HoursPerDay).Contains(true))
            {
                used.Slice(start, HoursPerDay).Fill(true);
            }
        }
    }

    private static void StartEarlier(Span<bool> used)
    {
        var first = used[0];
        for (var hour = 0; hour < WeekShape.Hours - 1; hour++)
        {
            used[hour] |= used[hour + 1];
        }

        used[^1] |= first;
    }

    // The week is a circle: what begins before its end goes on after it.
    private static void CloseBreaks(Span<bool> used)
    {
        var start = used.IndexOf(true);
        if (start < 0)
        {
            return;
        }

        var free = 0;
        for (var step = 1; step <= WeekShape.Hours; step++)
        {
            var hour = (start + step) % WeekShape.Hours;
            if (!used[hour])
            {
                free++;
                continue;
            }

            for (var back = 1; free < ShortestBreak && back <= free; back++)
            {
                used[(hour - back + WeekShape.Hours) % WeekShape.Hours] = true;
            }

            free = 0;
        }
    }

    private static WeekHours ToHours(ReadOnlySpan<bool> used)
    {
        var flags = used.ToArray();
        return WeekHours.Of(hour => flags[hour]);
    }
}
