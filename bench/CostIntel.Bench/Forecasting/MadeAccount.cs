using CostIntel.Bench.Detection.Costs;
using CostIntel.Domain.Forecasting;

namespace CostIntel.Bench.Forecasting;

/// <summary>The daily costs of a made account: a sum of many resources that come, go, grow, rest at weekends and jitter.</summary>
internal static class MadeAccount
{
    /// <summary>2024-01-01.</summary>
    public const int FirstDay = 19_723;

    /// <summary>Days of an account: more than a year, and 90 to forecast.</summary>
    public const int Days = 550;

    private const int OriginsFrom = 400;
    private const int OriginsTo = 460;

    public static double[] Make(int seed, int number, AccountKind kind = AccountKind.Usual)
    {
        var random = new ScenarioRandom(seed, number, 4711);
        var traits = AccountTraits.Of(kind, random);
        var total = new double[Days];
        for (var i = 0; i < traits.Resources; i++)
        {
            AddResource(total, traits, random);
        }

        Sway(total, traits, random);
        AddFees(total, traits, random);
        LoseDays(total.AsSpan(0, Origin(seed, number)), traits, random);
        return total;
    }

    private static void AddResource(double[] total, AccountTraits traits, ScenarioRandom random)
    {
        var size = Math.Exp(1.2 * random.Gauss());
        var (start, end) = (0, Days);
        if (random.Uniform() < traits.Churn)
        {
            start = random.Int(-Days / 2, Days);
            end = start + random.Int(20, Days);
        }

        var weekend = random.Uniform() < traits.WorkweekShare ? random.Range(0, 0.8) : 1;
        var monthEnd = random.Uniform() < traits.BatchShare ? random.Range(1.2, 3) : 1;
        var (sigma, carried, wave) = (random.LogRange(0.01, 0.25), random.Range(0, 0.8), 0.0);
        for (var i = 0; i < Days; i++)
        {
            wave = (carried * wave) + (Math.Sqrt(1 - (carried * carried)) * sigma * random.Gauss());
            if (i >= start && i < end)
            {
                var date = DateTime.UnixEpoch.AddDays(FirstDay + i);
                var rests = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
                var closes = DateTime.DaysInMonth(date.Year, date.Month) - date.Day < 2;
                total[i] += size * Math.Exp(wave) * (rests ? weekend : 1) * (closes ? monthEnd : 1);
            }
        }
    }

    // Growth that changes its mind, common jitter, and migrations that move the level for good.
    private static void Sway(double[] total, AccountTraits traits, ScenarioRandom random)
    {
        var (level, drift, wave) = (0.0, traits.Growth, 0.0);
        for (var i = 0; i < Days; i++)
        {
            drift += (0.01 * (traits.Growth - drift)) + (traits.Growth == 0 ? 0 : 0.0002 * random.Gauss());
            level += drift;
            level += random.Uniform() < traits.ShiftsADay ? 0.25 * random.Gauss() : 0;
            wave = (0.6 * wave) + (0.8 * traits.Jitter * random.Gauss());
            total[i] *= Math.Exp(level + wave);
        }
    }

    private static void AddFees(double[] total, AccountTraits traits, ScenarioRandom random)
    {
        var typical = total.Average();
        for (var i = 0; i < Days; i++)
        {
            total[i] += DateTime.UnixEpoch.AddDays(FirstDay + i).Day == 1 ? traits.MonthlyFee * typical : 0;
            total[i] += random.Uniform() < traits.FeesADay ? random.LogRange(0.5, 5) * typical : 0;
            total[i] -= random.Uniform() < traits.CreditsADay ? random.LogRange(0.5, 3) * typical : 0;
        }
    }

    private static void LoseDays(Span<double> total, AccountTraits traits, ScenarioRandom random)
    {
        for (var i = 0; i < total.Length; i++)
        {
            total[i] = random.Uniform() < traits.GapsADay ? 0 : total[i];
        }
    }

    /// <summary>From which day on an account is forecast: on any day of the week and of the month.</summary>
    public static int Origin(int seed, int number) => new ScenarioRandom(seed, number, 1147).Int(OriginsFrom, OriginsTo);

    /// <summary>The history up to a day, as a forecast gets it.</summary>
    public static ForecastHistory History(double[] days, int start, int origin) =>
        ForecastHistory.OfDays(FirstDay + start, days[start..origin]);
}
