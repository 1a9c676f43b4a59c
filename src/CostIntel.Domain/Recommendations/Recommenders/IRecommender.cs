using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;

namespace CostIntel.Domain.Recommendations.Recommenders;

/// <summary>Looks for one kind of waste in a resource. Pure: the same facts give the same candidates.</summary>
public interface IRecommender
{
    /// <summary>Its name, lower-case with hyphens: unique, and never changed.</summary>
    string Rule { get; }

    /// <summary>What it would have done; nothing when its preconditions do not hold.</summary>
    /// <param name="facts">The resource.</param>
    /// <param name="catalog">What things cost.</param>
    /// <param name="policy">What the tenant wants.</param>
    IEnumerable<Candidate> Recommend(ResourceFacts facts, PriceCatalog catalog, AdvicePolicy policy);
}
