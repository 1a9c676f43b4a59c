using CostIntel.Domain.Detection.Costs;

namespace CostIntel.Bench.Detection.Costs;

/// <summary>
/// What the detector of costs reaches on made series, in three passes: each point final when it comes, as points
/// arrive, and with announced deployments.
/// </summary>
internal sealed class DetectCosts(bool isDaily)
{
    private double _nanoseconds;
    private long _points;
    private long _allocated;

    /// <summary>Points that score at least the default threshold, each final when it comes.</summary>
    public CostScore Settled { get; } = new(isDaily);

    /// <summary>What is raised, each point final when it comes.</summary>
    public CostScore Raised { get; } = new(isDaily);

    /// <summary>What stays raised in the end when points arrive late, in part, and again.</summary>
    public CostScore Restated { get; } = new(isDaily);

    /// <summary>As <see cref="Settled"/>, deployments and price cuts being announced.</summary>
    public CostScore Announced { get; } = new(isDaily);

    /// <summary>Provisional findings that were taken back.</summary>
    public int Retracted { get; private set; }

    public double NanosecondsPerPoint => _nanoseconds / Math.Max(1, _points);

    public double AllocatedPerPoint => _allocated / Math.Max(1.0, _points);

    public static DetectCosts Run(IReadOnlyList<ScenarioOptions> scenarios)
    {
        var result = new DetectCosts(scenarios[0].Step == SeriesStep.Day);
        foreach (var scenario in scenarios)
        {
            result.Add(scenario);
        }

        return result;
    }

    private static bool[] Alerts((double[] Scores, bool[] Raised) found) =>
        Array.ConvertAll(found.Scores, score => score >= CostSensitivity.Default.Threshold);

    private void Add(ScenarioOptions scenario)
    {
        var (settled, restated) = (new DetectorRun(scenario, false), new DetectorRun(scenario, false));
        var announced = new DetectorRun(scenario, true);
        foreach (var resource in ScenarioGenerator.Make(scenario))
        {
            var found = settled.Settled(resource);
            Settled.Add(resource.Points, Alerts(found));
            Raised.Add(resource.Points, found.Raised);
            Restated.Add(resource.Points, restated.Restated(resource));
            Announced.Add(resource.Points, Alerts(announced.Settled(resource)));
        }

        _nanoseconds += settled.Elapsed.TotalNanoseconds;
        _points += settled.Points;
        _allocated += settled.Allocated;
        Retracted += restated.Retracted;
    }
}
