using CostIntel.Bench.Detection.Costs;

namespace CostIntel.Bench.Forecasting;

/// <summary>What makes one made account unlike another.</summary>
/// <param name="Resources">How many resources it ever has.</param>
/// <param name="Churn">Share of them that comes or goes.</param>
/// <param name="WorkweekShare">Share that rests at weekends, more or less.</param>
/// <param name="BatchShare">Share that works more on the last two days of a month.</param>
/// <param name="Growth">Mean growth a day, as a logarithm.</param>
/// <param name="Jitter">Common noise from day to day, as a share.</param>
/// <param name="ShiftsADay">How often the level moves for good.</param>
/// <param name="MonthlyFee">A fee on the first of each month, in days of cost.</param>
/// <param name="FeesADay">How often there is a one-off fee.</param>
/// <param name="CreditsADay">How often there is a credit.</param>
/// <param name="GapsADay">How often a day is missing.</param>
internal sealed record AccountTraits(
    int Resources,
    double Churn,
    double WorkweekShare,
    double BatchShare,
    double Growth,
    double Jitter,
    double ShiftsADay,
    double MonthlyFee,
    double FeesADay,
    double CreditsADay,
    double GapsADay)
{
    private const double DaysPerMonth = 30.4;

    public static AccountTraits Of(AccountKind kind, ScenarioRandom random)
    {
        var usual = Usual(random);
        return kind switch
        {
            AccountKind.Rough => usual with
            {
                Resources = random.Int(2, 12), Jitter = random.LogRange(0.05, 0.3), ShiftsADay = 1 / 60.0,
            },
            AccountKind.Calm => usual with
            {
                Resources = random.Int(100, 400), Jitter = random.LogRange(0.002, 0.02), ShiftsADay = 0,
            },
            _ => usual,
        };
    }

    private static AccountTraits Usual(ScenarioRandom random) => new(
        (int)random.LogRange(5, 150),
        random.Range(0, 0.6),
        random.Uniform() < 0.7 ? random.Range(0, 0.9) : 0,
        random.Uniform() < 0.4 ? random.Range(0, 0.6) : 0,
        random.Uniform() < 0.3 ? 0 : ((0.02 + (0.04 * random.Gauss())) / DaysPerMonth),
        random.LogRange(0.01, 0.1),
        random.Uniform() < 0.5 ? 0 : 1 / 200.0,
        random.Uniform() < 0.4 ? random.LogRange(0.1, 3) : 0,
        random.Uniform() < 0.4 ? 1 / 120.0 : 0,
        random.Uniform() < 0.15 ? 1 / 90.0 : 0,
        random.Uniform() < 0.1 ? 1 / 60.0 : 0);
}
