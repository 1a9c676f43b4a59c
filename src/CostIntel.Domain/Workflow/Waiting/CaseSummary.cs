namespace CostIntel.Domain.Workflow.Waiting;

/// <summary>One sentence on where a change is.</summary>
internal static class CaseSummary
{
    public static string Of(Case now) => now.State switch
    {
        WorkflowState.None => "Nobody has asked for it.",
        WorkflowState.Proposed => "It was proposed, and nobody has been asked yet.",
        WorkflowState.PendingApproval => "It waits for approval.",
        WorkflowState.Approved => "It is approved and has not begun.",
        WorkflowState.Scheduled => "It is approved and has a time.",
        WorkflowState.Executing or WorkflowState.Verifying => Watched(now),
        WorkflowState.RollingBack => Because("It is being undone", now),
        WorkflowState.Applied when now.RetainUntilUtc is { } until => $"It was done and can be undone until {Text(until)}.",
        WorkflowState.Applied => "It was done.",
        WorkflowState.RolledBack => Because("It was done and undone", now),
        WorkflowState.Rejected => Because("Somebody does not want it", now),
        WorkflowState.Expired => Because("It expired", now),
        WorkflowState.Failed => Because("It could not be done", now),
        WorkflowState.Superseded => Because($"'{now.SupersededBy}' has taken its place", now),
        WorkflowState.Withdrawn => Because("It was withdrawn", now),
        _ => throw new ArgumentOutOfRangeException(nameof(now), now.State, "This state has no sentence."),
    };

    /// <summary>What an operation is.</summary>
    public static string What(Case now, Operation operation) => operation.Kind switch
    {
        OperationKind.Lock => "Its resources are being locked",
        OperationKind.Check => "Its resources are being checked",
        OperationKind.CheckCanary => "It is being looked at how its first steps do",
        OperationKind.Verify => "It is being looked at how it does",
        OperationKind.Undo => Step(now, operation, "undoes"),
        _ => Step(now, operation, "carries out"),
    };

    public static string Text(DateTimeOffset at) => FormattableString.Invariant($"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    private static string Step(Case now, Operation operation, string verb) => FormattableString.Invariant(
        $"'{now.Plan!.Steps[operation.Step].Executor}' {verb} step {operation.Step + 1} of {now.Plan.Steps.Count}");

    private static string Watched(Case now)
    {
        var whole = now.State == WorkflowState.Verifying ? "All of its changes are made" : "Its changes are being made";
        return now.WatchUntilUtc is { } until ? $"{whole}, and their effect is watched until {Text(until)}." : $"{whole}.";
    }

    private static string Because(string what, Case now) => now.Reason.Length == 0 ? $"{what}." : $"{what}: {now.Reason}";
}
