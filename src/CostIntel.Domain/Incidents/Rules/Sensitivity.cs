namespace CostIntel.Domain.Incidents.Rules;

/// <summary>How little it takes for an anomaly to be raised.</summary>
public enum Sensitivity
{
    /// <summary>Only what could hardly be chance.</summary>
    Lowest = 1,

    /// <summary>Less than usual.</summary>
    Low,

    /// <summary>As tuned: few false alerts.</summary>
    Normal,

    /// <summary>More than usual.</summary>
    High,

    /// <summary>Everything that a detector finds worth mentioning.</summary>
    Highest,
}
