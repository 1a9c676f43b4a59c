using CostIntel.Domain.Forecasting;
using CostIntel.Domain.Ledger;

namespace CostIntel.Bench.Forecasting;

/// <summary>How often hours of made accounts lie within their bands, on the next day and in the six after it.</summary>
internal sealed class HourBackTest
{
    private const int HoursPerDay = LedgerTime.HoursPerDay;
    private const int DaysWithHours = 14;
    private const int HoursAhead = 7 * HoursPerDay;

    private static readonly double[] Levels = [0.5, 0.8, 0.95];

    private readonly int[,] _within = new int[Levels.Length, 2];
    private readonly int[] _count = new int[2];

    public static object Run(IEnumerable<int> seeds, int accounts, int length, AccountKind kind)
    {
        var test = new HourBackTest();
        foreach (var seed in seeds)
        {
            for (var number = 0; number < accounts; number++)
            {
                test.Add(MadeAccount.Make(seed, number, kind), seed, number, length);
            }
        }

        return Levels.Select((level, i) => new
        {
            level,
            firstDayPercent = Math.Round(100.0 * test._within[i, 0] / test._count[0], 1),
            nextSixDaysPercent = Math.Round(100.0 * test._within[i, 1] / test._count[1], 1),
        });
    }

    private void Add(double[] days, int seed, int number, int length)
    {
        var origin = MadeAccount.Origin(seed, number);
        var hours = MadeHours.Make(days, seed, number);
        var (from, to) = ((origin - DaysWithHours) * HoursPerDay, origin * HoursPerDay);
        var history = MadeAccount.History(days, origin - length, origin) with
        {
            FirstHour = (MadeAccount.FirstDay * HoursPerDay) + from,
            Hourly = hours[from..to],
        };
        if (Forecaster.Fit(history) is not { KnowsHours: true } forecaster)
        {
            return;
        }

        var bands = Array.ConvertAll(Levels, forecaster.At);
        for (var ahead = 0; ahead < HoursAhead; ahead++)
        {
            var group = ahead < HoursPerDay ? 0 : 1;
            _count[group]++;
            for (var i = 0; i < bands.Length; i++)
            {
                var point = bands[i].Hour((MadeAccount.FirstDay * HoursPerDay) + to + ahead);
                var came = hours[to + ahead];
                _within[i, group] += came >= point.Low && came <= point.High ? 1 : 0;
            }
        }
    }
}
