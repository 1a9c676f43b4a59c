namespace CostIntel.Domain.Recommendations;

/// <summary>What is recommended, in the words that users of the providers' own tools know.</summary>
public enum ActionType
{
    /// <summary>Give it as much as it needs: another size.</summary>
    Rightsize = 1,

    /// <summary>Stop it; it can be started again.</summary>
    Stop,

    /// <summary>Delete it, keeping a copy where there is something to keep.</summary>
    Delete,

    /// <summary>Run fewer of it.</summary>
    ScaleIn,

    /// <summary>A newer generation or a better kind of the same.</summary>
    Upgrade,

    /// <summary>Another family, architecture, region or provider.</summary>
    Migrate,

    /// <summary>Commit to usage in return for a discount.</summary>
    Purchase,

    /// <summary>Run it only when it is needed.</summary>
    Schedule,

    /// <summary>A cheaper class of storage.</summary>
    Tier,

    /// <summary>Keep data for less long.</summary>
    Retain,

    /// <summary>Another setting: a route, a request, a way of buying.</summary>
    Configure,
}

/// <summary>How much work a change is.</summary>
public enum Effort
{
    /// <summary>A call or a click.</summary>
    VeryLow = 1,

    /// <summary>A planned step with a restart.</summary>
    Low,

    /// <summary>To be tested first.</summary>
    Medium,

    /// <summary>Software or data move.</summary>
    High,

    /// <summary>A project.</summary>
    VeryHigh,
}
