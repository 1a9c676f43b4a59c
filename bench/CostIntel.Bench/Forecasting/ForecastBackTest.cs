using CostIntel.Domain.Forecasting;

namespace CostIntel.Bench.Forecasting;

/// <summary>Forecasts made accounts from histories of several lengths, beside two usual ways, and compares with what came.</summary>
internal sealed class ForecastBackTest
{
    private const int Ahead = Forecaster.DaysAheadMax;
    private const int HourHistoryDays = 120;

    private readonly ForecastTally _own = new();
    private readonly ForecastTally _naive = new();
    private readonly ForecastTally _smoothed = new();
    private readonly ForecastTally _damped = new();
    private readonly CoverageTally[] _coverage = [new(0.5), new(0.8), new(0.95)];
    private int _forecasts;
    private TimeSpan _fitting;

    public static object Run(IReadOnlyCollection<int> seeds, int accounts, IReadOnlyList<int> lengths, AccountKind kind)
    {
        var (all, byLength) = (new ForecastBackTest(), lengths.ToDictionary(length => length, _ => new ForecastBackTest()));
        foreach (var seed in seeds)
        {
            for (var number = 0; number < accounts; number++)
            {
                var (days, origin) = (MadeAccount.Make(seed, number, kind), MadeAccount.Origin(seed, number));
                foreach (var length in lengths)
                {
                    all.Add(days, origin, length);
                    byLength[length].Add(days, origin, length);
                }
            }
        }

        return new
        {
            all = all.Report(),
            hours = HourBackTest.Run(seeds, accounts, HourHistoryDays, kind),
            byHistoryDays = byLength.ToDictionary(pair => pair.Key, pair => pair.Value.Report()),
        };
    }

    private void Add(double[] days, int origin, int length)
    {
        var history = days[(origin - length)..origin];
        var came = days.AsSpan(origin, Ahead);
        var scale = ScaleOf(days[..origin]);
        if (scale == 0)
        {
            // Nothing has been charged yet: there is no step to measure errors by.
            return;
        }

        var start = TimeProvider.System.GetTimestamp();
        if (Forecaster.Fit(MadeAccount.History(days, origin - length, origin)) is not { } forecaster)
        {
            return;
        }

        _fitting += TimeProvider.System.GetElapsedTime(start);
        _forecasts++;
        var middle = forecaster.At(0.5);
        _own.Add([.. Enumerable.Range(1, Ahead).Select(ahead => middle.Day(forecaster.LastDay + ahead).Expected)], came, scale);
        _naive.Add(SeasonalNaive.Forecast(history, Ahead), came, scale);
        _smoothed.Add(HoltWinters.Forecast(history, Ahead, damped: false), came, scale);
        _damped.Add(HoltWinters.Forecast(history, Ahead, damped: true), came, scale);
        foreach (var coverage in _coverage)
        {
            coverage.Add(forecaster, came);
        }
    }

    private static double ScaleOf(double[] days) => days
        .Skip(SeasonalNaive.Season)
        .Zip(days, (day, weekBefore) => Math.Abs(day - weekBefore))
        .Average();

    private object Report() => new
    {
        forecasts = _forecasts,
        daysAheadUpTo = ForecastTally.Ends,
        mase = new { own = _own.Mase, seasonalNaive = _naive.Mase, holtWinters = _smoothed.Mase, holtWintersDamped = _damped.Mase },
        smape = new { own = _own.Smape, seasonalNaive = _naive.Smape, holtWinters = _smoothed.Smape, holtWintersDamped = _damped.Smape },
        coverage = _coverage.ToDictionary(
            tally => $"{tally.Level:0.##}", tally => new { tally.Percent, tally.OverallPercent, tally.HalfWidthPercent, tally.SumsPercent }),
        fitMilliseconds = Math.Round(_fitting.TotalMilliseconds / _forecasts, 2),
    };
}
