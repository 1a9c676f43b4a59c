namespace CostIntel.Bench.Forecasting;

/// <summary>
/// Additive exponential smoothing with a weekly season, its trend straight or damped, at the rates that would have forecast
/// the history best one day ahead (least squares over a grid).
/// </summary>
internal static class HoltWinters
{
    private const int Season = SeasonalNaive.Season;

    private static readonly double[] Alphas = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8];
    private static readonly double[] Betas = [0, 0.005, 0.02, 0.05, 0.1, 0.2];
    private static readonly double[] Gammas = [0.01, 0.05, 0.1, 0.3];

    public static double[] Forecast(double[] history, int days, bool damped)
    {
        if (history.Length < 2 * Season)
        {
            return SeasonalNaive.Forecast(history, days);
        }

        var phi = damped ? 0.98 : 1;
        var best = (
            from alpha in Alphas
            from beta in Betas
            from gamma in Gammas
            let error = new State(history, phi).Run(history, alpha, beta, gamma)
            orderby error
            select (alpha, beta, gamma)).First();
        var state = new State(history, phi);
        state.Run(history, best.alpha, best.beta, best.gamma);
        return state.Forecast(history.Length, days);
    }

    private sealed class State
    {
        private readonly double[] _season = new double[Season];
        private readonly double _phi;
        private double _level;
        private double _trend;

        public State(double[] history, double phi)
        {
            _phi = phi;
            _level = history.Take(Season).Average();
            _trend = (history.Skip(Season).Take(Season).Average() - _level) / Season;
            for (var i = 0; i < Season; i++)
            {
                _season[i] = history[i] - _level;
            }
        }

        public double Run(double[] history, double alpha, double beta, double gamma)
        {
            var sum = 0.0;
            for (var t = Season; t < history.Length; t++)
            {
                var slot = t % Season;
                var expected = _level + (_phi * _trend);
                var error = history[t] - expected - _season[slot];
                sum += error * error;
                _level = expected + (alpha * error);
                _trend = (_phi * _trend) + (alpha * beta * error);
                _season[slot] += gamma * (1 - alpha) * error;
            }

            return sum;
        }

        public double[] Forecast(int from, int days)
        {
            var (forecast, reach, power) = (new double[days], 0.0, 1.0);
            for (var i = 0; i < days; i++)
            {
                power *= _phi;
                reach += power;
                forecast[i] = _level + (reach * _trend) + _season[(from + i) % Season];
            }

            return forecast;
        }
    }
}
