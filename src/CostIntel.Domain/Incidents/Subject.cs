using CostIntel.Domain.Identity;
using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Incidents;

/// <summary>The series that a finding is about: one measure of a resource, or of a service in a region of an account.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Resource">Canonical resource key; empty for an account's total by service and region.</param>
/// <param name="SubAccountId">FOCUS SubAccountId; empty for null and for totals.</param>
/// <param name="ServiceName">FOCUS ServiceName.</param>
/// <param name="RegionId">FOCUS RegionId; empty for null.</param>
/// <param name="ResourceName">FOCUS ResourceName, for people; empty for null and for totals.</param>
/// <param name="Tags">FOCUS Tags, by key; empty for totals.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Unit">Currency code, FOCUS ConsumedUnit or metric name.</param>
public sealed record Subject(
    AccountKey Account,
    string Resource,
    string SubAccountId,
    string ServiceName,
    string RegionId,
    string ResourceName,
    IReadOnlyList<KeyValuePair<string, string>> Tags,
    Measure Measure,
    string Unit)
{
    /// <summary>True for a resource, false for a total.</summary>
    public bool IsResource => Resource.Length > 0;

    /// <summary>Names the series: equal keys, one series.</summary>
    public string Key => IsResource
        ? KeyText.Join(Resource, Measure.ToString(), Unit)
        : KeyText.Join(Account.ToString(), ServiceName, RegionId, Measure.ToString(), Unit);

    /// <summary>FOCUS ResourceId; empty for a total, and for charges that belong to no resource.</summary>
    public string ResourceId => IsResource ? ResourceKey.Parse(Resource).ShownResourceId : "";

    /// <summary>The value of a dimension; empty for null and for what a total does not have.</summary>
    public string Of(Dimension dimension) => dimension.Kind switch
    {
        DimensionKind.Provider => Account.Provider,
        DimensionKind.Account => Account.BillingAccountId,
        DimensionKind.SubAccount => SubAccountId,
        DimensionKind.Service => ServiceName,
        DimensionKind.Region => RegionId,
        DimensionKind.Resource => ResourceId,
        DimensionKind.Tag => Tags.FirstOrDefault(tag => tag.Key == dimension.TagKey).Value ?? "",
        _ => "",
    };
}
