using CostIntel.Domain.Detection.Metrics;

namespace CostIntel.Bench.Detection.Metrics;

/// <summary>What the detector of metrics reaches on the Numenta Anomaly Benchmark.</summary>
internal static class DetectMetrics
{
    public static object Run(string data, string? results)
    {
        var files = NabCorpus.Read(data);
        var judged = files.ConvertAll(file => (Rows: new NabRows(file), Scores: Scores(file)));
        if (results is not null)
        {
            for (var i = 0; i < files.Count; i++)
            {
                NabCorpus.Write(results, files[i], judged[i].Scores);
            }
        }

        return new
        {
            files = files.Count,
            points = files.Sum(file => file.Points.Length),
            windows = files.Sum(file => file.Windows.Length),
            standard = Summary(judged, NabProfile.Standard),
            lowFalsePositives = Summary(judged, NabProfile.LowFalsePositives),
            lowFalseNegatives = Summary(judged, NabProfile.LowFalseNegatives),
            speed = MetricSpeed.Measure(files),
        };
    }

    private static double[] Scores(NabFile file)
    {
        var detector = new MetricDetector();
        var scores = new double[file.Points.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = detector.Observe(file.Seconds[i], file.Points[i]).Score;
        }

        return scores;
    }

    // Each half is also scored with the threshold of the other: what is tuned to one half loses there.
    private static object Summary(List<(NabRows Rows, double[] Scores)> judged, NabProfile profile)
    {
        var (all, even, odd) = (new NabScore(profile), new NabScore(profile), new NabScore(profile));
        for (var i = 0; i < judged.Count; i++)
        {
            all.Add(judged[i].Rows, judged[i].Scores);
            (i % 2 == 0 ? even : odd).Add(judged[i].Rows, judged[i].Scores);
        }

        var (best, evenBest, oddBest) = (all.Best(), even.Best(), odd.Best());
        return new
        {
            score = Math.Round(best.Score, 3),
            best.Threshold,
            evenFiles = Math.Round(evenBest.Score, 3),
            oddFiles = Math.Round(oddBest.Score, 3),
            evenFilesWithOddThreshold = Math.Round(even.At(oddBest.Threshold), 3),
            oddFilesWithEvenThreshold = Math.Round(odd.At(evenBest.Threshold), 3),
        };
    }
}
