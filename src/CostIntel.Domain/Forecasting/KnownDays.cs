namespace CostIntel.Domain.Forecasting;

/// <summary>What of a history is told apart from what is missing in it.</summary>
internal static class KnownDays
{
    private const int GapMax = 3;
    private const int SilenceDays = 14;
    private const int BusyDaysLeast = 3;
    private const double GapShareMax = 0.08;

    /// <summary>
    /// The history from its first charge on, or from where it began anew after two weeks of silence; unknown days, and
    /// gaps in what is charged every day otherwise, are NaN.
    /// </summary>
    /// <returns>The first day and the days; none when no day is known.</returns>
    public static (int FirstDay, double[] Days) Of(int firstDay, ReadOnlySpan<double> daily)
    {
        var start = daily.IndexOfAnyExcept([0, double.NaN, double.PositiveInfinity, double.NegativeInfinity]);
        if (start < 0)
        {
            // Nothing but zeros: what is known is that nothing was charged.
            start = daily.IndexOf(0);
        }

        start += start < 0 ? 0 : NewStart(daily[start..]);
        var days = start < 0 ? [] : daily[start..].ToArray();
        for (var i = 0; i < days.Length; i++)
        {
            days[i] = double.IsFinite(days[i]) ? days[i] : double.NaN;
        }

        MarkGaps(days);
        return (firstDay + Math.Max(0, start), days);
    }

    // What was before a long silence says nothing about what is charged on most days since.
    private static int NewStart(ReadOnlySpan<double> days)
    {
        var (busy, silent, next) = (0, 0, days.Length);
        for (var i = days.Length - 1; i >= 0; i--)
        {
            if (days[i] != 0)
            {
                busy++;
                (silent, next) = (0, i);
            }
            else if (++silent == SilenceDays && next < days.Length)
            {
                var since = days.Length - next;
                return busy >= BusyDaysLeast && busy * 2 > since ? next : 0;
            }
        }

        return 0;
    }

    // A day without any charge amid days that all have some is a statement that did not come, more often than a real zero.
    private static void MarkGaps(double[] days)
    {
        if (days.Count(value => value == 0) > GapShareMax * days.Length)
        {
            return;
        }

        var length = 0;
        for (var i = 0; i < days.Length; i++)
        {
            if (days[i] == 0)
            {
                length++;
                continue;
            }

            if (length is > 0 and <= GapMax)
            {
                days.AsSpan(i - length, length).Fill(double.NaN);
            }

            length = 0;
        }
    }
}
