namespace CostIntel.Domain.Access;

/// <summary>What a principal may do inside its tenant.</summary>
public enum Role
{
    /// <summary>Looks at costs and resources.</summary>
    Viewer = 1,

    /// <summary>Streams usage and imports statements.</summary>
    Ingester = 2,

    /// <summary>Looks at the engine's own figures; may also view.</summary>
    Operator = 3,

    /// <summary>Decides on recommendations; may also view.</summary>
    Approver = 4,

    /// <summary>May do everything, keys of others included.</summary>
    Admin = 5,
}
