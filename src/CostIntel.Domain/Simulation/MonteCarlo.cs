using System.Runtime.InteropServices;
using CostIntel.Domain.Incidents;

namespace CostIntel.Domain.Simulation;

/// <summary>
/// Draws months that may come. Demand and interruptions of resources are drawn apart from each other, the error of prices
/// for all at once. The same models and seed give the same result, in whatever order the resources come.
/// </summary>
public static class MonteCarlo
{
    // What the others vary by is so little beside these, and so many small things add up to a normal one, that they are
    // drawn together.
    private const int DrawnApart = 256;
    private const double MinutesPerMonth = Recommendations.Facts.CostHistory.HoursPerMonth * 60.0;
    private const ulong PriceStream = 1;
    private const ulong RestStream = 2;

    /// <summary>Draws.</summary>
    /// <param name="models">Of each resource a number that names it, and what is uncertain about it.</param>
    /// <param name="draws">How many months, 1 to <see cref="SimulationLimits.DrawsMax"/>.</param>
    /// <param name="seed">Names the row of random numbers.</param>
    /// <param name="cancellation">Stops it.</param>
    public static DrawnSavings Run(
        IReadOnlyList<(ulong Id, DrawModel Model)> models, int draws, ulong seed, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(draws, SimulationLimits.DrawsMax);
        var ordered = models.OrderByDescending(one => WidthOf(one.Model)).ThenBy(one => one.Id).ToList();
        var prices = Normals(new SimulationRandom(Mix(seed, PriceStream)), draws);
        var (saved, breached) = (new double[draws], new bool[draws]);
        foreach (var (id, model) in ordered.Take(DrawnApart))
        {
            cancellation.ThrowIfCancellationRequested();
            Draw(model, new SimulationRandom(Mix(seed, id)), prices, saved, breached);
        }

        var rest = ordered.Skip(DrawnApart).Select(one => one.Model).ToList();
        cancellation.ThrowIfCancellationRequested();
        DrawTogether(rest, new SimulationRandom(Mix(seed, RestStream)), prices, saved);
        var apart = (double)breached.Count(one => one) / draws;
        return Summary(saved, 1 - ((1 - apart) * rest.Aggregate(1.0, (kept, model) => kept * (1 - BreachOf(model)))));
    }

    private static void Draw(DrawModel model, SimulationRandom random, double[] prices, double[] saved, bool[] breached)
    {
        for (var i = 0; i < saved.Length; i++)
        {
            var trend = Factor(model.TrendError, random.Normal());
            var demand = trend * Factor(model.DemandError, random.Normal());
            var again = model.Interruptions > 0
                ? random.Poisson(model.Interruptions) * model.InterruptionMinutes / MinutesPerMonth
                : 0;
            var dearer = Factor(model.PriceError, prices[i]) * (1 + again);
            saved[i] += (demand * (model.Saved - (model.Kept * (dearer - 1)))) - model.Added;
            var peak = trend * Math.Exp(model.PeakError * random.Normal());
            breached[i] |= peak > model.Slack;
        }
    }

    private static void DrawTogether(List<DrawModel> rest, SimulationRandom random, double[] prices, double[] saved)
    {
        if (rest.Count == 0)
        {
            return;
        }

        var (mean, variance) = (0.0, 0.0);
        foreach (var model in rest)
        {
            mean += model.Saved - model.Added - Again(model);
            variance += Variance(model);
        }

        var keptByError = rest.GroupBy(model => model.PriceError).Select(alike => (Error: alike.Key, Kept: alike.Sum(model => model.Kept)))
            .OrderBy(alike => alike.Error).ToArray();
        for (var i = 0; i < saved.Length; i++)
        {
            saved[i] += mean + (Math.Sqrt(variance) * random.Normal());
            foreach (var (error, kept) in keptByError)
            {
                saved[i] -= kept * (Factor(error, prices[i]) - 1);
            }
        }
    }

    private static double Again(DrawModel model) =>
        model.Kept * model.Interruptions * model.InterruptionMinutes / MinutesPerMonth;

    private static double Variance(DrawModel model)
    {
        var errors = (model.DemandError * model.DemandError) + (model.TrendError * model.TrendError);
        return model.Saved * model.Saved * (Math.Exp(errors) - 1);
    }

    private static double WidthOf(DrawModel model) =>
        Math.Sqrt(Variance(model)) + Math.Abs(model.Kept * model.PriceError) + Again(model);

    // Lognormal with a mean of 1.
    private static double Factor(double error, double normal) => Math.Exp((error * normal) - (error * error / 2));

    // The same as Draw does, without drawing: the logarithm of the peak is normal.
    private static double BreachOf(DrawModel model)
    {
        if (double.IsPositiveInfinity(model.Slack))
        {
            return 0;
        }

        var deviation = Math.Sqrt((model.PeakError * model.PeakError) + (model.TrendError * model.TrendError));
        return model.Slack <= 0 ? 1 : NormalTail.Above(Math.Log(model.Slack) / deviation);
    }

    private static DrawnSavings Summary(double[] saved, double breachProbability)
    {
        var loss = (double)saved.Count(one => one < 0) / saved.Length;
        var mean = saved.Average();
        Array.Sort(saved);
        decimal At(double share) => MoneyAtStake.Money(saved[Math.Max(0, (int)Math.Ceiling(share * saved.Length) - 1)]);
        return new(
            saved.Length, MoneyAtStake.Money(mean), At(0.05), At(0.1), At(0.5), At(0.9), At(0.95), loss, breachProbability);
    }

    private static double[] Normals(SimulationRandom random, int count)
    {
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = random.Normal();
        }

        return numbers;
    }

    private static ulong Mix(ulong seed, ulong stream) =>
        Identity.PermanentHash.Hash64(MemoryMarshal.AsBytes<ulong>([seed, stream]));
}
