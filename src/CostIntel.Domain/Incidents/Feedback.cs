namespace CostIntel.Domain.Incidents;

/// <summary>What somebody says an incident was.</summary>
public enum Verdict
{
    /// <summary>An anomaly.</summary>
    Yes = 1,

    /// <summary>None: the like of it is not raised again for a while.</summary>
    No,

    /// <summary>Something planned: the like of it is not raised until it is over.</summary>
    PlannedActivity,
}

/// <summary>How the sensitivity is to change where the incident is.</summary>
public enum SensitivityStep
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>More is raised.</summary>
    Up,

    /// <summary>Less is raised.</summary>
    Down,
}

/// <summary>What somebody says of an incident.</summary>
/// <param name="Verdict">What it was; null to change the sensitivity alone.</param>
/// <param name="ExpectedUntilUtc">With No or PlannedActivity: how long the like of it is expected, UTC; null for 14 days.</param>
/// <param name="Sensitivity">How the sensitivity is to change.</param>
/// <param name="Comment">For people.</param>
public sealed record Feedback(
    Verdict? Verdict, DateTimeOffset? ExpectedUntilUtc, SensitivityStep Sensitivity, string Comment);
