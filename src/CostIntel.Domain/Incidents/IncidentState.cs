namespace CostIntel.Domain.Incidents;

/// <summary>Where an incident stands.</summary>
public enum IncidentState
{
    /// <summary>Nobody has said anything about it.</summary>
    Open = 1,

    /// <summary>Somebody looks after it.</summary>
    Acknowledged,

    /// <summary>It is over: somebody said so, its series are back to normal, or it was retracted.</summary>
    Resolved,

    /// <summary>Somebody said that it was none.</summary>
    FalsePositive,
}
