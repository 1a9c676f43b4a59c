using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Causes;

namespace CostIntel.Grains.Resources;

/// <summary>Asks how the cost of a resource has changed.</summary>
/// <param name="Currency">Of which costs.</param>
/// <param name="Step">Whether slots are hours or days.</param>
/// <param name="From">The first slot.</param>
/// <param name="To">The slot behind the last one.</param>
[GenerateSerializer, Immutable, Alias("costintel.change-question")]
public sealed record ChangeQuestion(
    [property: Id(0)] string Currency, [property: Id(1)] SeriesStep Step, [property: Id(2)] int From, [property: Id(3)] int To);

/// <summary>How the cost of a resource has changed.</summary>
/// <param name="ServiceName">FOCUS ServiceName.</param>
/// <param name="RegionId">FOCUS RegionId.</param>
/// <param name="SubAccountId">FOCUS SubAccountId.</param>
/// <param name="ResourceId">FOCUS ResourceId.</param>
/// <param name="Tags">FOCUS Tags, by key.</param>
/// <param name="Before">Cost that was to be expected.</param>
/// <param name="After">Cost that came.</param>
/// <param name="QuantityBefore">Quantity that was to be expected; NaN when not known.</param>
/// <param name="QuantityAfter">Quantity that came; NaN when not known.</param>
[GenerateSerializer, Immutable, Alias("costintel.change-view")]
public sealed record ChangeView(
    [property: Id(0)] string ServiceName,
    [property: Id(1)] string RegionId,
    [property: Id(2)] string SubAccountId,
    [property: Id(3)] string ResourceId,
    [property: Id(4)] KeyValuePair<string, string>[] Tags,
    [property: Id(5)] double Before,
    [property: Id(6)] double After,
    [property: Id(7)] double QuantityBefore,
    [property: Id(8)] double QuantityAfter)
{
    /// <summary>The domain's form.</summary>
    public ChangedResource ToDomain() => new(
        ServiceName, RegionId, SubAccountId, ResourceId, Tags, new ChangeMeasurement(Before, After, QuantityBefore, QuantityAfter));
}

/// <summary>Asks what a series was like beside what was expected of it.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Unit">Currency code or FOCUS ConsumedUnit.</param>
/// <param name="Step">Whether slots are hours or days.</param>
/// <param name="From">The first slot.</param>
/// <param name="To">The slot behind the last one.</param>
/// <param name="ServiceName">Of an account's total: FOCUS ServiceName; empty for a resource.</param>
/// <param name="RegionId">Of an account's total: FOCUS RegionId; empty for null and for a resource.</param>
[GenerateSerializer, Immutable, Alias("costintel.evidence-question")]
public sealed record EvidenceQuestion(
    [property: Id(0)] Measure Measure,
    [property: Id(1)] string Unit,
    [property: Id(2)] SeriesStep Step,
    [property: Id(3)] int From,
    [property: Id(4)] int To,
    [property: Id(5)] string ServiceName = "",
    [property: Id(6)] string RegionId = "");

/// <summary>A series beside what was expected of it; the arrays are of one length.</summary>
/// <param name="Starts">Start of each slot, Unix seconds UTC.</param>
/// <param name="Actual">Its total.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Low">95 of 100 slots lie from here.</param>
/// <param name="High">To here.</param>
[GenerateSerializer, Immutable, Alias("costintel.evidence-view")]
public sealed record EvidenceView(
    [property: Id(0)] long[] Starts,
    [property: Id(1)] double[] Actual,
    [property: Id(2)] double[] Expected,
    [property: Id(3)] double[] Low,
    [property: Id(4)] double[] High)
{
    /// <summary>Packs points.</summary>
    public static EvidenceView Of(IReadOnlyList<Domain.Detection.EvidencePoint> points) => new(
        [.. points.Select(point => point.StartSeconds)],
        [.. points.Select(point => point.Actual)],
        [.. points.Select(point => point.Expected)],
        [.. points.Select(point => point.Low)],
        [.. points.Select(point => point.High)]);
}
