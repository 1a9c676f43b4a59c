namespace CostIntel.Domain.Workflow;

/// <summary>Says whether its resources are locked.</summary>
/// <param name="Key">Key of the operation.</param>
/// <param name="IsLocked">They are.</param>
/// <param name="Text">If not: who holds them.</param>
public sealed record ReportLock(string Key, bool IsLocked, string Text) : CaseCommand(CaseCommandKind.ReportLock)
{
    /// <inheritdoc/>
    protected override string Content => $"{Key}\n{IsLocked}";
}

/// <summary>What a check before the change has found.</summary>
public enum CheckOutcome
{
    /// <summary>Nothing that could be trusted.</summary>
    Unknown = 0,

    /// <summary>All is well.</summary>
    Passed,

    /// <summary>This is not the time: an SLO is not healthy, evidence is old, too much is being changed.</summary>
    NotNow,

    /// <summary>It can never be done.</summary>
    Impossible,
}

/// <summary>Says what a check before the change has found.</summary>
/// <param name="Key">Key of the operation.</param>
/// <param name="Outcome">What.</param>
/// <param name="StateHash">Hash of the state of the resources; empty when it is not known.</param>
/// <param name="Undo">For each step what its executor needs to undo it.</param>
/// <param name="Text">Why.</param>
public sealed record ReportCheck(string Key, CheckOutcome Outcome, string StateHash, IReadOnlyList<string> Undo, string Text)
    : CaseCommand(CaseCommandKind.ReportCheck)
{
    /// <inheritdoc/>
    protected override string Content => $"{Key}\n{Outcome}\n{StateHash}";
}

/// <summary>What has become of a step that was to be carried out or undone.</summary>
public enum StepOutcome
{
    /// <summary>It failed, or may have: it is tried again.</summary>
    Failed = 0,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>The executor works on it.</summary>
    Accepted,

    /// <summary>The executor is certain that it has changed nothing and cannot.</summary>
    Impossible,
}

/// <summary>Says what has become of a step that was to be carried out or undone.</summary>
/// <param name="Key">Key of the operation.</param>
/// <param name="Outcome">What.</param>
/// <param name="Text">What the executor says.</param>
public sealed record ReportStep(string Key, StepOutcome Outcome, string Text) : CaseCommand(CaseCommandKind.ReportStep)
{
    /// <inheritdoc/>
    protected override string Content => $"{Key}\n{Outcome}";
}

/// <summary>How a change does.</summary>
public enum HealthOutcome
{
    /// <summary>That cannot be said.</summary>
    Unknown = 0,

    /// <summary>SLOs and cost are as they should be.</summary>
    Healthy,

    /// <summary>It breaks an SLO.</summary>
    SloBreached,

    /// <summary>It does not save what it should.</summary>
    CostNotAsExpected,
}

/// <summary>Says how a change does, when that was asked.</summary>
/// <param name="Key">Key of the operation.</param>
/// <param name="Outcome">How.</param>
/// <param name="Text">What was seen.</param>
public sealed record ReportHealth(string Key, HealthOutcome Outcome, string Text) : CaseCommand(CaseCommandKind.ReportHealth)
{
    /// <inheritdoc/>
    protected override string Content => $"{Key}\n{Outcome}";
}

/// <summary>Says that the change does harm, without having been asked.</summary>
/// <param name="Text">Which.</param>
public sealed record ReportBreach(string Text) : CaseCommand(CaseCommandKind.ReportBreach)
{
    /// <inheritdoc/>
    protected override string Content => Text;
}
