using CostIntel.Bench.Detection.Costs;
using CostIntel.Domain.Ledger;

namespace CostIntel.Bench.Forecasting;

/// <summary>The hours of a made account: its days, spread by working hours or evenly, with noise of their own.</summary>
internal static class MadeHours
{
    public static double[] Make(double[] days, int seed, int number)
    {
        var random = new ScenarioRandom(seed, number, 2_357);
        var atWork = random.Uniform() < 0.7 ? random.LogRange(1.1, 4) : 1;
        var (sigma, carried, wave) = (random.LogRange(0.01, 0.2), random.Range(0, 0.8), 0.0);
        var hours = new double[days.Length * LedgerTime.HoursPerDay];
        Span<double> weights = stackalloc double[LedgerTime.HoursPerDay];
        for (var day = 0; day < days.Length; day++)
        {
            var weekday = DateTime.UnixEpoch.AddDays(MadeAccount.FirstDay + day).DayOfWeek;
            var sum = 0.0;
            for (var hour = 0; hour < weights.Length; hour++)
            {
                wave = (carried * wave) + (Math.Sqrt(1 - (carried * carried)) * sigma * random.Gauss());
                var works = hour is >= 7 and < 19 && weekday is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
                weights[hour] = Math.Exp(wave) * (works ? atWork : 1);
                sum += weights[hour];
            }

            for (var hour = 0; hour < weights.Length; hour++)
            {
                hours[(day * weights.Length) + hour] = days[day] * weights[hour] / sum;
            }
        }

        return hours;
    }
}
