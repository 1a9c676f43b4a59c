namespace CostIntel.Domain.Forecasting;

/// <summary>How large errors of forecasts of costs usually are, in standard deviations that the model reckoned with.</summary>
/// <remarks>Constants, measured on made accounts that are not those of the published figures.</remarks>
internal sealed class UsualErrors
{
    private static readonly double[] Levels = [0.5, 0.8, 0.9, 0.95, 0.99];
    private static readonly double[] Deviations = [.. Levels.Select(Normal.HalfWidth)];

    private readonly double[][] _table;
    private readonly double _young;

    private UsualErrors(double[][] table, double young) => (_table, _young) = (table, young);

    /// <summary>Of single days.</summary>
    public static UsualErrors OfDays { get; } = new(
        [
            [0.65, 1.30, 1.78, 2.26, 5.50],
            [0.66, 1.31, 1.81, 2.41, 6.95],
            [0.61, 1.26, 1.76, 2.43, 7.78],
            [0.59, 1.30, 2.00, 3.10, 7.69],
            [0.62, 1.45, 2.23, 3.29, 6.56],
        ],
        2);

    /// <summary>Of sums of days.</summary>
    public static UsualErrors OfSums { get; } = new(
        [
            [0.60, 1.22, 1.64, 2.10, 5.41],
            [0.50, 1.05, 1.49, 2.09, 5.85],
            [0.45, 0.96, 1.37, 2.09, 5.03],
            [0.43, 0.96, 1.40, 2.04, 4.96],
            [0.47, 1.09, 1.66, 2.38, 4.87],
        ],
        2);

    /// <summary>The size that a share of errors does not exceed.</summary>
    /// <param name="bucket">How far ahead, see <see cref="ErrorScores.Buckets"/>.</param>
    /// <param name="deviations">The share, as <see cref="Normal.HalfWidth"/> of it.</param>
    /// <param name="historyDays">Days that the forecast was made of.</param>
    public double At(int bucket, double deviations, int historyDays)
    {
        var (before, size) = (0.0, 0.0);
        var found = double.NaN;
        for (var i = 0; i < Deviations.Length && double.IsNaN(found); i++)
        {
            var slope = (_table[bucket][i] - size) / (Deviations[i] - before);
            if (deviations <= Deviations[i] || i == Deviations.Length - 1)
            {
                found = size + ((deviations - before) * slope);
            }

            (before, size) = (Deviations[i], _table[bucket][i]);
        }

        return found * (1 + (_young / historyDays));
    }
}
