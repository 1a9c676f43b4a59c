namespace CostIntel.Domain.Workflow;

/// <summary>When time changes something.</summary>
internal static class CaseTimers
{
    public static DateTimeOffset? DueUtc(Case now) => now.State switch
    {
        WorkflowState.PendingApproval => Earliest(now.Approval!.ExpiresUtc, now.Approval.RemindUtc, now.Approval.EscalateUtc),
        WorkflowState.Approved => now.Approval!.ExpiresUtc,
        WorkflowState.Scheduled => Earliest(
            now.Approval!.ExpiresUtc, now.WindowEndUtc, now.Operation is { } operation ? operation.DueUtc : now.StartUtc),
        WorkflowState.Executing or WorkflowState.Verifying or WorkflowState.RollingBack => now.Operation?.DueUtc ?? now.WatchUntilUtc,
        WorkflowState.Applied => now.RetainUntilUtc,
        _ => null,
    };

    private static DateTimeOffset? Earliest(params ReadOnlySpan<DateTimeOffset?> times)
    {
        DateTimeOffset? earliest = null;
        foreach (var time in times)
        {
            earliest = earliest is null || time < earliest ? time ?? earliest : earliest;
        }

        return earliest;
    }
}
