using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Simulation;

namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>
/// How uncertain it is what a plan saves: months are drawn by lot from the days seen. A drawn day has the total of any
/// day of the window and the hours of one of the same day of the week. The same seed gives the same result.
/// </summary>
public static class CommitmentSpread
{
    private const int DaysPerWeek = 7;
    private const int DaysDrawn = 28;
    private const int Months = 200;
    private const double Low = 0.1;

    /// <summary>What a month saves at least and at most in nine of ten months.</summary>
    /// <param name="plan">What is bought.</param>
    /// <param name="daily">Usage of consecutive days.</param>
    /// <param name="hourly">The last of them by hour.</param>
    /// <param name="seed">Where the lot begins.</param>
    public static (double Low, double High) Of(
        CommitmentPlan plan, ReadOnlySpan<double> daily, double[] hourly, ulong seed)
    {
        var random = new SimulationRandom(seed);
        var hourDays = hourly.Length / LedgerTime.HoursPerDay;
        var saved = new double[Months];
        for (var month = 0; month < Months; month++)
        {
            var sum = 0.0;
            for (var draw = 0; draw < DaysDrawn; draw++)
            {
                var day = (int)(random.Uniform() * daily.Length);
                sum += SavedPerHour(plan, daily[day], Shape(hourly, hourDays, daily.Length - 1 - day, random));
            }

            saved[month] = CostHistory.HoursPerMonth * sum / DaysDrawn;
        }

        return (CommitmentPlan.Quantile(saved, Low), CommitmentPlan.Quantile(saved, 1 - Low));
    }

    // Days are counted back from the last, which both columns have.
    private static ReadOnlySpan<double> Shape(double[] hourly, int hourDays, int back, SimulationRandom random)
    {
        var weeks = Math.Max(1, hourDays / DaysPerWeek);
        var chosen = (back % DaysPerWeek) + (DaysPerWeek * (int)(random.Uniform() * weeks));
        return hourly.AsSpan((hourDays - 1 - Math.Min(chosen, hourDays - 1)) * LedgerTime.HoursPerDay, LedgerTime.HoursPerDay);
    }

    private static double SavedPerHour(CommitmentPlan plan, double total, ReadOnlySpan<double> shape)
    {
        var sum = 0.0;
        foreach (var hour in shape)
        {
            sum += hour;
        }

        var covered = 0.0;
        foreach (var hour in shape)
        {
            var usage = sum > 0 ? total * hour / sum : total / shape.Length;
            covered += Math.Min(usage, plan.CoveredPerHour);
        }

        return (covered / shape.Length) - (double)plan.PaidPerHour;
    }
}
