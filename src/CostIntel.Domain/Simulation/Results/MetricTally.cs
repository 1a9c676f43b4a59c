namespace CostIntel.Domain.Simulation.Results;

/// <summary>Adds up utilisation and SLO breaches of resources.</summary>
internal sealed class MetricTally
{
    private readonly SortedDictionary<string, UtilisationSummary> _utilisations = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (BreachSummary Sum, int Worst)> _breaches = new(StringComparer.Ordinal);

    public void Add(string key, ResourceSimulation simulation)
    {
        foreach (var one in simulation.Utilisations)
        {
            var sum = _utilisations.GetValueOrDefault(one.Metric) ?? new(one.Metric, 0, default, default);
            _utilisations[one.Metric] = sum with
            {
                Resources = sum.Resources + 1,
                Before = Merge(sum.Before, one.Before),
                After = Merge(sum.After, one.After),
            };
        }

        foreach (var one in simulation.Breaches)
        {
            Add(key, one);
        }
    }

    public IReadOnlyList<UtilisationSummary> Utilisations() =>
    [
        .. _utilisations.Values.Select(sum => sum with
        {
            Before = sum.Before with { Mean = sum.Before.Mean / sum.Resources },
            After = sum.After with { Mean = sum.After.Mean / sum.Resources },
        }),
    ];

    public IReadOnlyList<BreachSummary> Breaches() => [.. _breaches.Values.Select(breach => breach.Sum)];

    private void Add(string key, BreachReplay one)
    {
        var (sum, worst) = _breaches.TryGetValue(one.SloId, out var known)
            ? known
            : (new BreachSummary(one.SloId, one.Metric, 0, 0, 0, 0, ""), 0);
        var added = one.After - one.Before;
        // Which of equals comes first must not matter.
        var isWorst = added > worst || (added == worst && added > 0 && string.CompareOrdinal(key, sum.WorstResource) < 0);
        _breaches[one.SloId] = (
            sum with
            {
                Resources = sum.Resources + 1,
                Hours = sum.Hours + one.Hours,
                Before = sum.Before + one.Before,
                After = sum.After + one.After,
                WorstResource = isWorst ? key : sum.WorstResource,
            },
            isWorst ? added : worst);
    }

    private static Utilisation Merge(Utilisation sum, Utilisation one) =>
        new(sum.Mean + one.Mean, Math.Max(sum.P95, one.P95), Math.Max(sum.Peak, one.Peak));
}
