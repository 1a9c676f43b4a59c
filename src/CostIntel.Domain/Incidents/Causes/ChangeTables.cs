using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Incidents.Causes;

/// <summary>A resource with its dimension values, and how its cost has changed.</summary>
/// <param name="ServiceName">FOCUS ServiceName.</param>
/// <param name="RegionId">FOCUS RegionId.</param>
/// <param name="SubAccountId">FOCUS SubAccountId.</param>
/// <param name="ResourceId">FOCUS ResourceId.</param>
/// <param name="Tags">FOCUS Tags, by key.</param>
/// <param name="Change">How its cost has changed.</param>
public sealed record ChangedResource(
    string ServiceName,
    string RegionId,
    string SubAccountId,
    string ResourceId,
    IReadOnlyList<KeyValuePair<string, string>> Tags,
    ChangeMeasurement Change);

/// <summary>Makes the table in which causes are searched.</summary>
public static class ChangeTables
{
    private const int TagsMax = 4;
    private const int ValuesPerTagMax = 50;

    /// <summary>
    /// All resources with their service, region, sub-account, the tags that sort most of them into a few groups, and their
    /// id.
    /// </summary>
    public static ChangeTable Of(IReadOnlyList<ChangedResource> resources)
    {
        Dimension[] dimensions =
        [
            Dimension.Of(DimensionKind.Service),
            Dimension.Of(DimensionKind.Region),
            Dimension.Of(DimensionKind.SubAccount),
            .. TagKeys(resources).Select(Dimension.OfTag),
            Dimension.Of(DimensionKind.Resource),
        ];
        return new(dimensions, [.. resources.Select(resource => Row(resource, dimensions))]);
    }

    private static IEnumerable<string> TagKeys(IReadOnlyList<ChangedResource> resources) => resources
        .SelectMany(resource => resource.Tags)
        .GroupBy(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal)
        .Select(tag => (tag.Key, Count: tag.Count(), Values: tag.Distinct(StringComparer.Ordinal).Take(ValuesPerTagMax + 1).Count()))
        .Where(tag => tag.Values is > 1 and <= ValuesPerTagMax)
        .OrderByDescending(tag => tag.Count)
        .ThenBy(tag => tag.Values)
        .ThenBy(tag => tag.Key, StringComparer.Ordinal)
        .Take(TagsMax)
        .Select(tag => tag.Key);

    private static ResourceChange Row(ChangedResource resource, Dimension[] dimensions) => new(
        [.. dimensions.Select(dimension => ValueOf(resource, dimension))],
        resource.Change.Before,
        resource.Change.After,
        resource.Change.QuantityBefore,
        resource.Change.QuantityAfter);

    private static string ValueOf(ChangedResource resource, Dimension dimension) => dimension.Kind switch
    {
        DimensionKind.Service => resource.ServiceName,
        DimensionKind.Region => resource.RegionId,
        DimensionKind.SubAccount => resource.SubAccountId,
        DimensionKind.Tag => resource.Tags.FirstOrDefault(tag => tag.Key == dimension.TagKey).Value ?? "",
        _ => resource.ResourceId,
    };
}
