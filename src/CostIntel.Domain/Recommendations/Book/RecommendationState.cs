namespace CostIntel.Domain.Recommendations.Book;

/// <summary>Where a recommendation is.</summary>
public enum RecommendationState
{
    /// <summary>It holds, and nobody has decided.</summary>
    Proposed = 1,

    /// <summary>Somebody has done it; what it saves is measured.</summary>
    Applied = 7,

    /// <summary>It was done and undone.</summary>
    RolledBack = 9,

    /// <summary>Somebody does not want it.</summary>
    Rejected = 10,

    /// <summary>A better one has taken its place.</summary>
    Superseded = 13,

    /// <summary>What it rested on no longer holds.</summary>
    Withdrawn = 14,
}

/// <summary>What happened to a recommendation.</summary>
public enum RecommendationChange
{
    /// <summary>It was proposed, or proposed again.</summary>
    Proposed = 1,

    /// <summary>Its saving, its configuration or its SLO check is another now.</summary>
    Refreshed,

    /// <summary>What it rested on no longer holds.</summary>
    Withdrawn,

    /// <summary>A better one has taken its place.</summary>
    Superseded,

    /// <summary>Somebody does not want it.</summary>
    Rejected,

    /// <summary>Somebody has done it.</summary>
    Applied,

    /// <summary>Somebody has undone it.</summary>
    RolledBack,

    /// <summary>What it saves was measured.</summary>
    Measured,
}

/// <summary>One thing that happened to a recommendation.</summary>
/// <param name="AtUtc">When.</param>
/// <param name="Change">What.</param>
/// <param name="Actor">Who; empty for the engine.</param>
/// <param name="Text">One sentence.</param>
public sealed record RecommendationEntry(DateTimeOffset AtUtc, RecommendationChange Change, string Actor, string Text);
