namespace CostIntel.Domain.Recommendations;

/// <summary>Who depends on a resource, as far as its tags tell.</summary>
public enum EnvironmentKind
{
    /// <summary>Its tags do not tell.</summary>
    Unknown,

    /// <summary>Customers may.</summary>
    Production,

    /// <summary>Nobody outside.</summary>
    NonProduction,
}
