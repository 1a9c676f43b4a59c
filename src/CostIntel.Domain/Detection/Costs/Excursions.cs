namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// A cumulative sum that falls by itself and never below zero: many small surprises in a row say as much as a few large
/// ones. How high it usually rises before it is back at zero tells what is rare.
/// </summary>
/// <remarks>
/// Page's test. Its excursions are independent of each other, whatever the correlation of neighbours, and their peaks
/// have an exponential tail; one long anomaly is one peak, so it cannot make itself usual.
/// </remarks>
internal struct Excursions
{
    private const double DecadesPerE = 0.4342944819;
    // Of ten peaks one is beyond the quantile, which is one decade.
    private const float TailShare = 0.1f;
    private const float ExcessLearnt = 4;
    private const int Young = 20;
    private const int Slowest = 5;

    private float _sum;
    private float _peak;
    private float _quantile;
    private float _excess;
    private byte _peaks;

    /// <summary>Starts from a guess.</summary>
    public static Excursions Start(double quantile, double excess) =>
        new() { _quantile = (float)quantile, _excess = (float)excess };

    /// <summary>The sum with one more slot.</summary>
    public readonly double With(double step) => Math.Max(0, _sum + step);

    /// <summary>Decades of tail probability of a sum.</summary>
    public readonly double Decades(double sum) =>
        sum <= _quantile ? 0 : 1 + ((sum - _quantile) / _excess * DecadesPerE);

    /// <summary>Learns the next slot.</summary>
    /// <param name="sum">The sum with it.</param>
    /// <param name="isFound">True when it has been told, and the next one begins.</param>
    /// <param name="least">Quantile and mean excess are at least this.</param>
    public void Learn(double sum, bool isFound, float least)
    {
        _sum = isFound ? 0 : (float)sum;
        _peak = (float)Math.Max(_peak, sum);
        if (_sum > 0 || _peak == 0)
        {
            return;
        }

        _peaks = (byte)Math.Min(Young, _peaks + 1);
        var rate = 1f / Math.Max(Slowest, (int)_peaks);
        if (_peak > _quantile)
        {
            var excess = Math.Min(_peak - _quantile, ExcessLearnt * _excess);
            _excess = Math.Max(least, _excess + (rate * (excess - _excess)));
            _quantile *= 1 + (rate * (1 - TailShare));
        }
        else
        {
            _quantile = Math.Max(least, _quantile * (1 - (rate * TailShare)));
        }

        _peak = 0;
    }
}
