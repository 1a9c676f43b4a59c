using CostIntel.Domain.Recommendations.Recommenders.Evidence;

namespace CostIntel.Domain.Recommendations.Recommenders;

/// <summary>Looks for one kind of waste in a resource. Pure: the same facts give the same candidate.</summary>
public interface IRecommender
{
    /// <summary>Its name, lower-case with hyphens: unique, and never changed.</summary>
    string Rule { get; }

    /// <summary>What it would have done; null when its preconditions do not hold.</summary>
    /// <param name="assessment">The resource, and what it is judged by.</param>
    Candidate? Judge(Assessment assessment);
}
