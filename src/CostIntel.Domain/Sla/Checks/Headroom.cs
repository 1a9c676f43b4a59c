using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Sla.Checks;

/// <summary>
/// Predicts how full something is: the same work on another capacity, and the growth of the next days on top.
/// </summary>
internal static class Headroom
{
    /// <summary>One resource of a resource: how full it is, and how its capacity changes.</summary>
    /// <param name="Subject">Name of the finding.</param>
    /// <param name="Statistic">Which value of the metric counts, for people.</param>
    /// <param name="Value">That value.</param>
    /// <param name="Ratio">Capacity after to before.</param>
    /// <param name="Limit">What it must not exceed.</param>
    /// <param name="Unit">Unit of value and limit.</param>
    /// <param name="PerUnit">What a sample is multiplied by to have that unit.</param>
    internal sealed record Load(
        string Subject, string Statistic, double Value, double Ratio, double Limit, string Unit, double PerUnit = 1);

    /// <summary>What comes of it.</summary>
    /// <param name="load">How full it is.</param>
    /// <param name="metric">Where that was measured.</param>
    /// <param name="nowSeconds">Unix seconds UTC.</param>
    public static SlaFinding Judge(Load load, MetricFacts metric, long nowSeconds)
    {
        var (days, perDay) = GrowthOf(metric);
        var growth = days * perDay * load.PerUnit;
        var today = load.Value / load.Ratio;
        var predicted = (load.Value + growth) / load.Ratio;
        var outcome = OutcomeOf(load, today, predicted);
        var sum = growth > 0
            ? $"({load.Statistic} {Show(load.Value)} + {Show(perDay * load.PerUnit)} a day × {SlaText.Number(days)} days)"
            : $"{load.Statistic} {Show(load.Value)}";
        var note = load.Ratio >= 1 && predicted > load.Limit ? ", no worse than without the change" : "";
        var arithmetic = $"{sum} / {SlaText.Number(load.Ratio)} of the capacity = {Show(predicted)}, at most {Show(load.Limit)}{note}";
        return new SlaFinding(load.Subject, outcome, load.Value, predicted, load.Limit, load.Unit, arithmetic).Doubted(metric, nowSeconds);

        string Show(double value) => SlaText.Of(value, load.Unit);
    }

    // What breaches as things are today is blocked; what only does so when growth goes on is for a person to judge.
    private static SlaOutcome OutcomeOf(Load load, double today, double predicted)
    {
        if (load.Ratio >= 1 || predicted <= load.Limit)
        {
            return SlaOutcome.Passed;
        }

        return today > load.Limit ? SlaOutcome.Blocked : SlaOutcome.Flagged;
    }

    private static (double Days, double PerDay) GrowthOf(MetricFacts metric) =>
        metric.DaysSeen >= SlaLimits.TrendDaysMin && metric.Profile.TrendPerDay is { } trend and > 0
            ? (Math.Min(SlaLimits.GrowthDays, Math.Floor(metric.DaysSeen)), trend)
            : (0, 0);
}
