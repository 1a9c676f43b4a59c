using CostIntel.Domain.Incidents.Rules;

namespace CostIntel.Domain.Incidents;

/// <summary>What a finding or a person has changed in a book.</summary>
/// <param name="Outcome">What became of the finding.</param>
public sealed record BookChange(Outcome Outcome)
{
    /// <summary>Incidents that are not as they were.</summary>
    public IReadOnlyList<Incident> Touched { get; init; } = [];

    /// <summary>What subscribers are told.</summary>
    public IReadOnlyList<IncidentEvent> Events { get; init; } = [];

    /// <summary>True when a rule is not as it was.</summary>
    public bool HasNewRules { get; init; }
}
