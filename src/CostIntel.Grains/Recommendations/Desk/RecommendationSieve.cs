using System.Globalization;
using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Incidents.Rules;
using Recommendation = CostIntel.Domain.Recommendations.Book.Recommendation;
using RecommendationState = CostIntel.Domain.Recommendations.Book.RecommendationState;

namespace CostIntel.Grains.Recommendations.Desk;

/// <summary>Which recommendations somebody wants to see.</summary>
internal sealed class RecommendationSieve
{
    private Scope _scope = Scope.Everything;
    private HashSet<RecommendationState> _states = [];
    private HashSet<string> _rules = [];
    private HashSet<Domain.Recommendations.ActionType> _actions = [];
    private decimal _minimumSaving = decimal.MinValue;
    private double _maximumRisk = double.MaxValue;

    /// <summary>Reads a request that has been checked.</summary>
    public static RecommendationSieve Of(ListRecommendationsRequest request) => new()
    {
        _scope = FilterMapping.ToScope(request.Filters),
        _states = request.States.Count == 0
            ? [RecommendationState.Proposed]
            : [.. request.States.Select(state => (RecommendationState)state)],
        _rules = request.Rules.ToHashSet(StringComparer.Ordinal),
        _actions = [.. request.Actions.Select(action => (Domain.Recommendations.ActionType)action)],
        _minimumSaving = request.MinimumSaving.Length == 0
            ? decimal.MinValue
            : decimal.Parse(request.MinimumSaving, CultureInfo.InvariantCulture),
        _maximumRisk = request.MaximumRisk == 0 ? double.MaxValue : request.MaximumRisk,
    };

    /// <summary>True for one that is wanted.</summary>
    public bool Keeps(Recommendation recommendation)
    {
        var proposal = recommendation.Proposal;
        return _states.Contains(recommendation.State)
            && (_rules.Count == 0 || _rules.Contains(proposal.Candidate.Rule))
            && (_actions.Count == 0 || _actions.Contains(proposal.Candidate.Change.Action))
            && proposal.Estimate.Saving.Expected >= _minimumSaving
            && proposal.Risk.Score <= _maximumRisk
            && _scope.Holds(recommendation.Target);
    }
}
