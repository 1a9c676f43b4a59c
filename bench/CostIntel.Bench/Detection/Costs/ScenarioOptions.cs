using CostIntel.Domain.Detection.Costs;

namespace CostIntel.Bench.Detection.Costs;

/// <summary>What scenarios are made: the same options, the same series.</summary>
/// <param name="Seed">Each seed has other resources.</param>
/// <param name="Resources">How many.</param>
/// <param name="Days">How long.</param>
/// <param name="Step">Length of a point.</param>
/// <param name="Difficulty">Factor on the size of anomalies: 0.5 is hard, 1.5 easy.</param>
internal sealed record ScenarioOptions(int Seed, int Resources, int Days, SeriesStep Step, double Difficulty)
{
    public const double AnomaliesPerMonth = 0.5;

    public static DateTime Start { get; } = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public int Hours => Days * 24;

    public int HoursPerPoint => Step == SeriesStep.Hour ? 1 : 24;

    /// <summary>The slot of the first point of all.</summary>
    public int FirstSlot => (int)((Start - DateTime.UnixEpoch).TotalHours / HoursPerPoint);
}
