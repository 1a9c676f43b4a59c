using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Sla.Checks;

namespace CostIntel.Domain.Sla;

/// <summary>Predicts whether a change breaches objectives, and shows how it came to that.</summary>
public static class SlaCheck
{
    private const double Percent = 100;

    /// <summary>Checks a change. Pure: the same facts give the same verdict.</summary>
    /// <param name="facts">The resource, with its metrics.</param>
    /// <param name="change">What would differ.</param>
    /// <param name="slos">How the SLOs of the resource stand; without any, usual limits of headroom hold.</param>
    public static SlaVerdict Of(ResourceFacts facts, Change change, IReadOnlyList<SloStatus> slos) =>
        Of(facts.Metrics, facts.NowSeconds, change, slos);

    /// <summary>Checks a change of a resource of which nothing but its metrics may be known.</summary>
    /// <param name="metrics">The resource's metrics.</param>
    /// <param name="nowSeconds">The time, Unix seconds UTC.</param>
    /// <param name="change">What would differ.</param>
    /// <param name="slos">How the SLOs of the resource stand.</param>
    public static SlaVerdict Of(
        IReadOnlyList<MetricFacts> metrics, long nowSeconds, Change change, IReadOnlyList<SloStatus> slos)
    {
        var findings = Findings(new Measured(metrics, nowSeconds), change, slos).ToList();
        if (findings.Count == 0)
        {
            findings.Add(SlaText.Remark(
                "change", SlaOutcome.Passed, "the change leaves capacity, hours and availability as they are"));
        }

        return new(findings.Max(finding => finding.Outcome), findings);
    }

    private static IEnumerable<SlaFinding> Findings(Measured facts, Change change, IReadOnlyList<SloStatus> slos)
    {
        var isLess = change.TakesAway();
        if (isLess)
        {
            foreach (var spent in slos.Where(status => status.BudgetLeft <= 0))
            {
                yield return Spent(spent);
            }
        }

        if (change.HasHoursOff())
        {
            foreach (var finding in DemandCheck.Judge(facts, change, slos.Count > 0))
            {
                yield return finding;
            }
        }

        if (change.IsRemoval)
        {
            yield break;
        }

        foreach (var status in slos)
        {
            // A restart takes nothing but minutes away.
            if (isLess || (change.RestartNeeded && SloChecks.IsAvailability(status.Slo)))
            {
                yield return SloChecks.Judge(facts, change, status);
            }
        }

        var covered = slos.Where(status => status.Slo.Bound == SloBound.AtMost).Select(status => status.Slo.Metric).ToHashSet();
        foreach (var finding in DefaultHeadroom.Judge(facts, change, covered))
        {
            yield return finding;
        }
    }

    private static SlaFinding Spent(SloStatus status)
    {
        var (good, goal) = (Percent * status.GoodShare, Percent * status.Slo.Objective);
        return new(
            status.Slo.Id, SlaOutcome.Blocked, good, good, goal, "%",
            SlaText.Of($"{status.Good} of {status.Good + status.Bad} samples were good = {good:0.###}%, at least {goal:0.###}%: ")
            + "the error budget is used up, so nothing may be taken away");
    }
}
