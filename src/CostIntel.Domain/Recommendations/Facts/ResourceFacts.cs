using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Recommendations.Facts;

/// <summary>Everything that a recommendation about a resource may rest on, as it is at one time.</summary>
public sealed record ResourceFacts
{
    /// <summary>Which resource.</summary>
    public required ResourceKey Key { get; init; }

    /// <summary>What it is: service, region, SKU, tags, custom columns.</summary>
    public required ChargeSeries Description { get; init; }

    /// <summary>FOCUS BillingCurrency of the costs.</summary>
    public required Currency Currency { get; init; }

    /// <summary>What it cost, without what commitments pay for: no change of the resource saves that.</summary>
    public required CostHistory Costs { get; init; }

    /// <summary>
    /// The share of the costs that what it is described as has: the rest is traffic or storage that is charged under its
    /// name and costs the same whatever its size. Above 0, at most 1.
    /// </summary>
    public decimal MainShare { get; init; } = 1;

    /// <summary>Its metrics.</summary>
    public IReadOnlyList<MetricFacts> Metrics { get; init; } = [];

    /// <summary>The time, Unix seconds UTC.</summary>
    public required long NowSeconds { get; init; }

    /// <summary>Start of its first charge, Unix seconds UTC.</summary>
    public required long FirstChargeSeconds { get; init; }

    /// <summary>Start of its last charge, Unix seconds UTC.</summary>
    public required long LastChargeSeconds { get; init; }

    /// <summary>Deployments and other changes that were announced for it in the last 30 days.</summary>
    public int ChangesLately { get; init; }

    /// <summary>A metric by its name; null when none has been streamed.</summary>
    public MetricFacts? Metric(string name)
    {
        // A loop: this is asked dozens of times for each resource.
        for (var i = 0; i < Metrics.Count; i++)
        {
            if (Metrics[i].Name == name)
            {
                return Metrics[i];
            }
        }

        return null;
    }

    /// <summary>The value of a tag; empty when it has no such tag. The key is not case-sensitive.</summary>
    public string Tag(string key)
    {
        var tags = Description.Tags;
        for (var i = 0; i < tags.Count; i++)
        {
            if (string.Equals(tags[i].Key, key, StringComparison.OrdinalIgnoreCase))
            {
                return tags[i].Value;
            }
        }

        return "";
    }
}
