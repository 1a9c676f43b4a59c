using CostIntel.Domain.Incidents;
using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Workflow.Control;

/// <summary>Resources that stand in for each other: those of one service of an account that share a tag.</summary>
/// <param name="Name">Names the fleet within a tenant, for people too.</param>
/// <param name="Filters">The charges of its resources.</param>
public sealed record ChangeFleet(string Name, IReadOnlyList<CostFilter> Filters)
{
    // The first that a resource has names its fleet.
    private static readonly string[] TagKeys = ["fleet", "app", "service"];

    /// <summary>The fleet of a target; null for one without such a tag, which nothing stands in for.</summary>
    public static ChangeFleet? Of(Subject target)
    {
        var tag = TagKeys
            .SelectMany(key => target.Tags.Where(tag => tag.Key == key && tag.Value.Length > 0))
            .FirstOrDefault();
        if (tag.Key is null)
        {
            return null;
        }

        return new(
            $"{tag.Key}={tag.Value} of {target.ServiceName} in {target.Account.Provider} {target.Account.BillingAccountId}",
            [
                new(Dimension.Of(DimensionKind.Service), new HashSet<string> { target.ServiceName }, false),
                new(Dimension.OfTag(tag.Key), new HashSet<string> { tag.Value }, false),
            ]);
    }
}
