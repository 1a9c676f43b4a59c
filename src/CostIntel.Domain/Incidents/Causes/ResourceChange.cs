using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Incidents.Causes;

/// <summary>What one resource cost before and after; the material from which causes are found.</summary>
/// <param name="Values">Its value of each dimension that is looked at, in their order; empty for null.</param>
/// <param name="Before">Cost that was to be expected.</param>
/// <param name="After">Cost that came.</param>
/// <param name="QuantityBefore">Quantity that was to be expected; NaN when unknown.</param>
/// <param name="QuantityAfter">Quantity that came; NaN when unknown.</param>
public sealed record ResourceChange(
    IReadOnlyList<string> Values, double Before, double After, double QuantityBefore, double QuantityAfter)
{
    /// <summary>What it costs more, or less.</summary>
    public double Change => After - Before;

    /// <summary>True when it was not there before.</summary>
    public bool IsNew => Before == 0 && After != 0;

    /// <summary>True when it is no more.</summary>
    public bool IsGone => After == 0 && Before != 0;
}

/// <summary>What is searched for causes.</summary>
/// <param name="Dimensions">The dimensions, the coarsest first.</param>
/// <param name="Resources">All resources of the place, healthy ones too.</param>
public sealed record ChangeTable(IReadOnlyList<Dimension> Dimensions, IReadOnlyList<ResourceChange> Resources);
