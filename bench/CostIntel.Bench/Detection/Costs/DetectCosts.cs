using CostIntel.Domain.Detection.Costs;

namespace CostIntel.Bench.Detection.Costs;

/// <summary>What the detector of costs reaches on made series: found, missed, false, late, and how long it takes.</summary>
internal static class DetectCosts
{
    private static readonly double[] Thresholds = [0.3, 0.35, .. ScoreBands.Thresholds, 0.47, 0.53, 0.56, 0.65, 0.7];

    public static object Run(IEnumerable<ScenarioOptions> scenarios, bool isRestated, bool withDeploys)
    {
        var all = scenarios.ToList();
        var isDaily = all[0].Step == SeriesStep.Day;
        var byThreshold = Thresholds.Order().ToDictionary(threshold => threshold, _ => new CostScore(isDaily));
        var (raised, restated) = (new CostScore(isDaily), new CostScore(isDaily));
        var (nanoseconds, points, allocated, retracted) = (0.0, 0L, 0L, 0);
        foreach (var options in all)
        {
            var (settledRun, restatedRun) = (new DetectorRun(options, withDeploys), new DetectorRun(options, withDeploys));
            foreach (var resource in ScenarioGenerator.Make(options))
            {
                Score(resource, settledRun.Settled(resource), byThreshold, raised);
                if (isRestated)
                {
                    restated.Add(resource.Points, restatedRun.Restated(resource));
                }
            }

            nanoseconds += settledRun.Elapsed.TotalNanoseconds;
            (points, allocated, retracted) = (points + settledRun.Points, allocated + settledRun.Allocated, retracted + restatedRun.Retracted);
        }

        return new
        {
            scores = byThreshold[CostSensitivity.Default.Threshold].Summary(),
            bestThreshold = byThreshold.MaxBy(pair => pair.Value.F1) is var best ? new { best.Key, f1 = Math.Round(best.Value.F1, 4) } : null,
            notices = raised.Summary(),
            restatedNotices = isRestated ? restated.Summary() : null,
            retracted,
            nanosecondsPerPoint = Math.Round(nanoseconds / points),
            allocatedPerPoint = Math.Round(allocated / (double)points, 3),
            CostDetector.StateBytes,
        };
    }

    private static void Score(
        ScenarioResource resource,
        (double[] Scores, bool[] Raised) found,
        Dictionary<double, CostScore> byThreshold,
        CostScore raised)
    {
        foreach (var (threshold, score) in byThreshold)
        {
            score.Add(resource.Points, Array.ConvertAll(found.Scores, value => value >= threshold));
        }

        raised.Add(resource.Points, found.Raised);
    }
}
