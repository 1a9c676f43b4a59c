using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;

namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>Tells environments apart by tags.</summary>
public static class Environments
{
    /// <summary>The environment that the first of the policy's tags names.</summary>
    public static EnvironmentKind Of(ResourceFacts facts, AdvicePolicy policy)
    {
        var environments = policy.Environments;
        for (var i = 0; i < environments.Tags.Count; i++)
        {
            var value = facts.Tag(environments.Tags[i]);
            if (value.Length > 0)
            {
                return Has(environments.Production, value) ? EnvironmentKind.Production
                    : Has(environments.NonProduction, value) ? EnvironmentKind.NonProduction
                    : EnvironmentKind.Unknown;
            }
        }

        return EnvironmentKind.Unknown;
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
