using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation;

/// <summary>How far a month's saving may lie from what past days say.</summary>
/// <param name="Usage">Standard deviation of a month's saving because usage varies.</param>
/// <param name="Price">Standard deviation because the price is not certain.</param>
/// <param name="Quantile">How many deviations 9 of 10 cases stay within, on either side.</param>
internal readonly record struct SavingSpread(double Usage, double Price, double Quantile)
{
    // The normal distribution's: 9 of 10 cases lie below.
    private const double NormalQuantile = 1.2816;
    private const double DaysPerMonth = (double)CostHistory.HoursPerMonth / LedgerTime.HoursPerDay;
    private const int WholeWeeks = 21;
    // What costs the same every day may still change: a day of evidence may be wrong by this share of the saving.
    private const double OneDayError = 0.3;
    private const double CorrelationMax = 0.9;

    /// <summary>From low to what is expected, and from there to high.</summary>
    public double HalfWidth => Quantile * Math.Sqrt((Usage * Usage) + (Price * Price));

    /// <summary>Measures it.</summary>
    /// <param name="replay">Some days.</param>
    /// <param name="priceError">Standard deviation of the price relative to it.</param>
    public static SavingSpread Of(CostReplay replay, double priceError)
    {
        var savings = new double[replay.Days];
        var after = 0.0;
        for (var i = 0; i < savings.Length; i++)
        {
            savings[i] = (double)(replay.Before[i] - replay.After[i]);
            after += (double)replay.After[i];
        }

        if (savings.Length == 0)
        {
            return new(0, 0, NormalQuantile);
        }

        var month = DaysPerMonth / savings.Length;
        var evidence = OneDayError / savings.Length * Math.Abs(savings.Sum()) * month;
        var freedom = TakeWeekOut(savings, replay.FirstDay);
        var usage = freedom < 1 ? 0 : MonthDeviation(savings, freedom);
        return new(
            Math.Sqrt((usage * usage) + (evidence * evidence)), Math.Abs(after) * month * priceError, Student(freedom));
    }

    // The mean of the days seen is uncertain, and so is the mean of the days to come; days that hang together tell less.
    private static double MonthDeviation(double[] residuals, int freedom)
    {
        var (squares, products) = (0.0, 0.0);
        for (var i = 0; i < residuals.Length; i++)
        {
            squares += residuals[i] * residuals[i];
            products += i == 0 ? 0 : residuals[i] * residuals[i - 1];
        }

        // Of few days the correlation comes out too small by about (1 + 3r) / n.
        var seen = squares == 0 ? 0 : products / squares;
        var correlation = squares == 0 ? 0 : Math.Clamp(seen + ((1 + (3 * seen)) / residuals.Length), 0, CorrelationMax);
        var variance = squares / freedom * ((1 + correlation) / (1 - correlation));
        return DaysPerMonth * Math.Sqrt(variance * ((1.0 / residuals.Length) + (1 / DaysPerMonth)));
    }

    // Days of the week differ without being uncertain. With few weeks only weekends are told apart.
    internal static int TakeWeekOut(double[] values, int firstDay)
    {
        const int Saturday = 5;
        Span<double> sums = stackalloc double[7];
        Span<int> counts = stackalloc int[7];
        var isLong = values.Length >= WholeWeeks;
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var weekday = DayShares.DayOfWeek(firstDay + i);
                var group = isLong ? weekday : weekday >= Saturday ? 1 : 0;
                if (pass == 0)
                {
                    (sums[group], counts[group]) = (sums[group] + values[i], counts[group] + 1);
                }
                else
                {
                    values[i] -= sums[group] / counts[group];
                }
            }
        }

        return values.Length - (7 - counts.Count(0));
    }

    // Student's quantile for 9 of 10 by its expansion around the normal one; a little short below three degrees.
    private static double Student(int freedom)
    {
        const double Cubic = ((NormalQuantile * NormalQuantile * NormalQuantile) + NormalQuantile) / 4;
        const double Fifth = 0.571;
        var degrees = Math.Max(1, freedom);
        return NormalQuantile + (Cubic / degrees) + (Fifth / ((double)degrees * degrees));
    }
}
