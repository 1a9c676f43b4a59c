namespace CostIntel.Bench.Detection.Costs;

/// <summary>A labelled series of cost. Its first point is the first one that the resource has lived.</summary>
/// <param name="Index">Which resource.</param>
/// <param name="FirstHour">The hour of its first point, since the start of the scenario.</param>
/// <param name="Points">Its points, in order.</param>
/// <param name="Announced">Hours, since the start of the scenario, at which announced changes begin.</param>
/// <param name="Workload">What it does.</param>
internal sealed record ScenarioResource(
    int Index, int FirstHour, ScenarioPoint[] Points, IReadOnlyList<int> Announced, Workload Workload);

/// <summary>What a resource cost in an hour or a day.</summary>
/// <param name="Cost">Settled.</param>
/// <param name="Expected">Without noise and anomalies.</param>
/// <param name="IsAnomaly">True when it must be found.</param>
/// <param name="Kind">What acts on it; empty for nothing.</param>
/// <param name="Event">Number of that event.</param>
internal readonly record struct ScenarioPoint(double Cost, double Expected, bool IsAnomaly, string Kind, int Event);
