namespace CostIntel.Domain.Sla;

/// <summary>What an SLO check of a change has come to.</summary>
public enum SlaOutcome
{
    /// <summary>No objective is at risk.</summary>
    Passed = 1,

    /// <summary>An objective may be at risk, or cannot be judged: a person should look.</summary>
    Flagged,

    /// <summary>A breach is to be expected.</summary>
    Blocked,
}

/// <summary>What an SLO check of a change has come to.</summary>
/// <param name="Outcome">The worst of the findings; passed when there are none.</param>
/// <param name="Findings">One for each thing that was looked at.</param>
public sealed record SlaVerdict(SlaOutcome Outcome, IReadOnlyList<SlaFinding> Findings);

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">Id of the SLO, or what is checked without one: "headroom cpu.utilization".</param>
/// <param name="Outcome">What it has come to.</param>
/// <param name="Before">The metric as it is.</param>
/// <param name="Predicted">The metric after the change; infinite when the work no longer fits.</param>
/// <param name="Limit">What it must not cross.</param>
/// <param name="Unit">Unit of the three.</param>
/// <param name="Arithmetic">How it was reckoned, in one line: "p99 31% × 8 / 4 processors = 62%, at most 85%".</param>
public sealed record SlaFinding(
    string Subject, SlaOutcome Outcome, double Before, double Predicted, double Limit, string Unit, string Arithmetic);
