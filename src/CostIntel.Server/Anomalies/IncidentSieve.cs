using CostIntel.Contracts.V1;
using CostIntel.Domain.Incidents.Rules;
using Incident = CostIntel.Domain.Incidents.Incident;
using Severity = CostIntel.Domain.Incidents.Severity;

namespace CostIntel.Server.Anomalies;

/// <summary>Which incidents somebody wants to see.</summary>
internal sealed record IncidentSieve(Scope Scope, Severity MinimumSeverity, decimal? MinimumImpact)
{
    public static IncidentSieve Of(WatchAnomaliesRequest request) => new(
        AnomalyRequests.ScopeOf(request.Filters),
        (Severity)request.MinimumSeverity,
        AnomalyRequests.Amount(request.MinimumImpact, "minimum_impact"));

    public static IncidentSieve Of(ListAnomaliesRequest request) => new(
        AnomalyRequests.ScopeOf(request.Filters),
        (Severity)request.MinimumSeverity,
        AnomalyRequests.Amount(request.MinimumImpact, "minimum_impact"));

    public bool Keeps(Incident incident) =>
        incident.Severity >= MinimumSeverity
        && (MinimumImpact is not { } impact || Math.Abs(incident.AtStake.ProjectedToMonthEnd) >= impact)
        && incident.Members.Any(member => Scope.Holds(member.Subject));
}
