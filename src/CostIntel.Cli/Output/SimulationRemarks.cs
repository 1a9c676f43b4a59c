using System.Globalization;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Output;

/// <summary>What is to be said of an alternative beside its row, a line each.</summary>
internal static class SimulationRemarks
{
    public static IEnumerable<string> Of(AlternativeResult result)
    {
        foreach (var breach in result.Breaches.Where(breach => breach.HoursAfter > 0))
        {
            yield return $"SLO {breach.SloId} ({breach.Metric}): {breach.HoursBefore} of {breach.Hours} hours crossed before, "
                + $"{breach.HoursAfter} after{(breach.WorstResourceId.Length > 0 ? $", most by {breach.WorstResourceId}" : "")}";
        }

        foreach (var one in result.Utilisations)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Metric} of {one.Resources} resources: mean {one.MeanBefore:0.#}% to {one.MeanAfter:0.#}%, peak {one.PeakBefore:0.#}% to {one.PeakAfter:0.#}%");
        }

        foreach (var one in result.Commitments)
        {
            yield return $"{one.Offer}, {one.TermMonths} months: {one.CommittedPerHour} an hour on demand for {one.PaidPerHour}, "
                + $"{one.UsedPercent}% used, even at {one.BreakEvenUsedPercent}%";
        }

        if (result.Drawn is { } drawn)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"of {drawn.Draws} drawn months 90% save {SimulationOutput.Amount(drawn.P05)} to {SimulationOutput.Amount(drawn.P95)}; loss {drawn.LossProbability:0.##%}, SLO breach {drawn.BreachProbability:0.##%}");
        }

        foreach (var refusal in result.Refusals)
        {
            yield return $"not for {refusal.Resources} resources: {refusal.Field}: {refusal.Reason}";
        }
    }
}
