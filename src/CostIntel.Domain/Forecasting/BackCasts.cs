namespace CostIntel.Domain.Forecasting;

/// <summary>
/// Forecasts that would have been made in the past, each from what was known then alone, beside what came: of single days,
/// and of the sums of several days, whose errors hang together.
/// </summary>
internal sealed class BackCasts
{
    private const int OriginsMax = 24;
    private const int OriginsReach = 240;
    private const int HistoryLeast = 10;
    private const double KnownShare = 0.8;

    private BackCasts(int days, int step)
    {
        Days.Describe(step, days);
        Sums.Describe(step, days);
    }

    /// <summary>Errors of single days.</summary>
    public ErrorScores Days { get; } = new(UsualErrors.OfDays);

    /// <summary>Errors of the mean of the days from the next to one some days ahead.</summary>
    public ErrorScores Sums { get; } = new(UsualErrors.OfSums);

    /// <summary>Makes forecasts from evenly spread past days.</summary>
    public static BackCasts Of(int firstDay, double[] values, ForecastScale scale)
    {
        var first = Math.Max(Math.Max(HistoryLeast, values.Length / 4), values.Length - OriginsReach);
        var step = Math.Max(1, (values.Length - first + OriginsMax - 1) / OriginsMax);
        var casts = new BackCasts(values.Length, step);
        var number = 0;
        for (var known = values.Length - 1; known >= first; known -= step)
        {
            if (Array.Exists(values[..known], value => !double.IsNaN(value)))
            {
                casts.Compare(number++, DailyModel.Of(firstDay, values.AsSpan(0, known)), values.AsSpan(known), scale);
            }
        }

        return casts;
    }

    private void Compare(int number, DailyModel model, ReadOnlySpan<double> came, ForecastScale scale)
    {
        var (expectedSum, cameSum, spreadSum, known) = (0.0, 0.0, 0.0, 0);
        for (var ahead = 1; ahead <= Math.Min(came.Length, Forecaster.DaysAheadMax); ahead++)
        {
            var expected = model.Expected(ahead);
            var spread = model.Spread(ahead);
            spreadSum += spread;
            if (double.IsNaN(came[ahead - 1]))
            {
                continue;
            }

            known++;
            expectedSum += scale.From(expected);
            cameSum += scale.From(came[ahead - 1]);
            Days.Add(number, ahead, Math.Abs(came[ahead - 1] - expected) / spread);
            if (known >= KnownShare * ahead)
            {
                var error = scale.To(cameSum / known) - scale.To(expectedSum / known);
                Sums.Add(number, ahead, Math.Abs(error) / (spreadSum / ahead));
            }
        }
    }
}
