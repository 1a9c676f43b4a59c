using CostIntel.Domain.Incidents.Rules;

namespace CostIntel.Domain.Sla;

/// <summary>A service level objective: how often a metric of certain resources has to be good.</summary>
/// <param name="Id">Names it inside its tenant.</param>
/// <param name="Scope">Of which resources.</param>
/// <param name="Metric">Which metric, see <see cref="Telemetry.MetricVocabulary"/>.</param>
/// <param name="Bound">On which side of the threshold it is good.</param>
/// <param name="Threshold">In the metric's unit.</param>
/// <param name="Objective">The share of samples that has to be good, above 0 and below 1: 0.999.</param>
/// <param name="WindowDays">Over how many days, 1 to 30.</param>
public sealed record Slo(
    string Id, Scope Scope, string Metric, SloBound Bound, double Threshold, double Objective, int WindowDays)
{
    private const double MinutesPerDay = 1_440;

    /// <summary>How long it may be bad in a window, minutes.</summary>
    public double BudgetMinutes => (1 - Objective) * WindowDays * MinutesPerDay;

    /// <summary>True for a sample on the right side of the threshold.</summary>
    /// <param name="value">In the metric's unit.</param>
    public bool IsGood(double value) => Bound == SloBound.AtMost ? value <= Threshold : value >= Threshold;
}

/// <summary>On which side of a threshold a sample is good.</summary>
public enum SloBound
{
    /// <summary>At or below: latency, errors, utilization that has to leave headroom.</summary>
    AtMost = 1,

    /// <summary>At or above: availability, throughput.</summary>
    AtLeast,
}

/// <summary>How an SLO stands for one resource.</summary>
/// <param name="Slo">Which.</param>
/// <param name="Good">Good samples in the window.</param>
/// <param name="Bad">Bad samples in the window.</param>
public sealed record SloStatus(Slo Slo, long Good, long Bad)
{
    /// <summary>Share of the samples that were good; 1 when there were none.</summary>
    public double GoodShare => Good + Bad == 0 ? 1 : (double)Good / (Good + Bad);

    /// <summary>What is left of the error budget: 1 is all of it, 0 or less is none.</summary>
    public double BudgetLeft => 1 - ((1 - GoodShare) / (1 - Slo.Objective));

    /// <summary>
    /// How fast the budget is used: at 1 it lasts exactly the window, at 2 half of it; 0 when nothing was bad.
    /// </summary>
    /// <param name="good">Good samples of the time that is looked at.</param>
    /// <param name="bad">Bad samples of it.</param>
    public double BurnRate(long good, long bad) =>
        good + bad == 0 ? 0 : (double)bad / (good + bad) / (1 - Slo.Objective);
}
