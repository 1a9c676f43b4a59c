namespace CostIntel.Bench.Detection.Metrics;

/// <summary>
/// A detector's score under a profile: the best that one threshold for all files reaches, on a scale where 0 is a
/// detector that never speaks and 100 one that finds every anomaly at once and nothing else.
/// </summary>
internal sealed class NabScore(NabProfile profile)
{
    // What the sum gains when the threshold falls to a score.
    private readonly List<(double Score, double Gain)> _gains = [];
    private double _silent;
    private int _windows;

    /// <summary>Takes a file's scores.</summary>
    public void Add(NabRows rows, double[] scores)
    {
        for (var i = rows.Probation; i < scores.Length; i++)
        {
            if (rows.WindowOf[i] < 0)
            {
                _gains.Add((scores[i], profile.False * rows.Worth[i]));
            }
        }

        foreach (var (first, last) in rows.Windows)
        {
            AddWindow(rows, scores, Math.Max(first, rows.Probation), last);
        }

        _windows += rows.Windows.Length;
    }

    /// <summary>The best threshold, and the score with it.</summary>
    public (double Threshold, double Score) Best()
    {
        _gains.Sort((a, b) => b.Score.CompareTo(a.Score));
        var (sum, best, threshold) = (_silent, _silent, 1.1);
        for (var i = 0; i < _gains.Count; i++)
        {
            sum += _gains[i].Gain;
            var isLastOfScore = i + 1 == _gains.Count || _gains[i + 1].Score != _gains[i].Score;
            if (isLastOfScore && sum > best)
            {
                (best, threshold) = (sum, _gains[i].Score);
            }
        }

        return (threshold, Normalise(best));
    }

    /// <summary>The score with a given threshold.</summary>
    public double At(double threshold) =>
        Normalise(_silent + _gains.Where(gain => gain.Score >= threshold).Sum(gain => gain.Gain));

    private double Normalise(double sum) =>
        100 * (sum + (profile.Missed * _windows)) / ((profile.Found + profile.Missed) * _windows);

    // Only the earliest detection in a window counts, so a lower threshold gains where it finds an earlier one.
    private void AddWindow(NabRows rows, double[] scores, int first, int last)
    {
        if (first > last)
        {
            return;
        }

        _silent -= profile.Missed;
        var reached = -profile.Missed;
        foreach (var row in Enumerable.Range(first, last - first + 1).OrderByDescending(row => scores[row]))
        {
            var worth = Math.Max(reached, profile.Found * rows.Worth[row]);
            _gains.Add((scores[row], worth - reached));
            reached = worth;
        }
    }
}
