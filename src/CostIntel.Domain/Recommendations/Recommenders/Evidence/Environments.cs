using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;

namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>Who depends on a resource.</summary>
public enum ResourceEnvironment
{
    /// <summary>Nothing says so: to be treated with the care of production.</summary>
    Unknown = 0,

    /// <summary>Customers do.</summary>
    Production,

    /// <summary>Nobody outside does.</summary>
    NonProduction,
}

/// <summary>Tells environments apart by tags.</summary>
public static class Environments
{
    /// <summary>The environment that the first of the policy's tags names.</summary>
    public static ResourceEnvironment Of(ResourceFacts facts, AdvicePolicy policy)
    {
        var environments = policy.Environments;
        for (var i = 0; i < environments.Tags.Count; i++)
        {
            var value = facts.Tag(environments.Tags[i]);
            if (value.Length > 0)
            {
                return Has(environments.Production, value) ? ResourceEnvironment.Production
                    : Has(environments.NonProduction, value) ? ResourceEnvironment.NonProduction
                    : ResourceEnvironment.Unknown;
            }
        }

        return ResourceEnvironment.Unknown;
    }

    private static bool Has(IReadOnlyList<string> names, string value)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], value, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
