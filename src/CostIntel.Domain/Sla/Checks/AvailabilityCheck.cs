using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Sla.Checks;

/// <summary>Compares the minutes in which a change leaves a resource away with what is left of the error budget.</summary>
internal static class AvailabilityCheck
{
    private const double HoursPerDay = 24;

    /// <summary>Whether an availability objective is at risk. Hours off are another matter, see <see cref="DemandCheck"/>.</summary>
    public static SlaFinding Judge(Change change, SloStatus status)
    {
        var slo = status.Slo;
        var windows = slo.WindowDays * HoursPerDay / CostHistory.HoursPerMonth;
        var interrupted = change.InterruptionsPerMonth * change.MinutesPerInterruption * windows;
        var restart = change.RestartNeeded ? SlaLimits.RestartMinutes : 0;
        var away = interrupted + restart;
        var left = slo.BudgetMinutes * Math.Max(0, status.BudgetLeft);
        var arithmetic = SlaText.Of(
            $"{SlaText.Number(change.InterruptionsPerMonth)} interruptions a month × {SlaText.Number(change.MinutesPerInterruption)} min")
            + $" × {SlaText.Number(windows)} months + restart {SlaText.Number(restart)} min = {SlaText.Number(away)} min,"
            + $" at most {SlaText.Number(left)} min of the error budget are left";
        var used = slo.BudgetMinutes - left;
        return new(slo.Id, OutcomeOf(away, interrupted, left), used, used + away, slo.BudgetMinutes, "min", arithmetic);
    }

    // A restart alone can be put off until there is a budget for it: a person decides.
    private static SlaOutcome OutcomeOf(double away, double interrupted, double left)
    {
        if (away <= left * SlaLimits.BudgetShareMax)
        {
            return SlaOutcome.Passed;
        }

        return away > left && interrupted > 0 ? SlaOutcome.Blocked : SlaOutcome.Flagged;
    }
}
