using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>A change that is known as it is, such as the one that a recommendation proposes.</summary>
/// <param name="change">The change.</param>
public sealed class GivenChange(Change change) : IWhatIf
{
    /// <inheritdoc/>
    public WhatIfAnswer For(ResourceFacts facts, PriceCatalog catalog) => change;
}
