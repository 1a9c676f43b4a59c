using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Simulation;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Bench.Simulation;

/// <summary>How often the saving of the month after lies in the interval that was told before it.</summary>
internal static class IntervalCoverage
{
    private const int Cases = 1_000;
    private const int MonthDays = 30;

    /// <param name="days">Days looked back.</param>
    /// <param name="noise">Standard deviation of a day relative to its usual cost.</param>
    /// <param name="memory">How much of a day's deviation the next one keeps, 0 to 1.</param>
    public static object Measure(int days, double noise, double memory)
    {
        var random = new SimulationRandom(11);
        var change = new Change { Action = ActionType.Rightsize, PriceRatio = 0.5m };
        var (inside, below) = (0, 0);
        for (var i = 0; i < Cases; i++)
        {
            var costs = Costs(random, days + MonthDays, noise, memory);
            var facts = MadeFleet.OfDays(costs[..days]);
            var saving = SavingEstimator.Of(facts, change, days).Saving;
            var truth = costs[days..].Sum() / 2 * 730 / (MonthDays * 24);
            inside += saving.Low <= truth && truth <= saving.High ? 1 : 0;
            below += saving.Low <= truth ? 1 : 0;
        }

        return new { days, noise, memory, inside = (double)inside / Cases, atLeastLow = (double)below / Cases };
    }

    private static decimal[] Costs(SimulationRandom random, int days, double noise, double memory)
    {
        var costs = new decimal[days];
        var deviation = 0.0;
        for (var day = 0; day < days; day++)
        {
            deviation = (memory * deviation) + (noise * Math.Sqrt(1 - (memory * memory)) * random.Normal());
            // Weekends cost half; where the week begins does not matter.
            costs[day] = (day % (WeekShape.Hours / 24) < 5 ? 20 : 10) * (decimal)Math.Max(0, 1 + deviation);
        }

        return costs;
    }
}
