namespace CostIntel.Domain.Workflow.Decisions;

/// <summary>What time does.</summary>
internal static class Passing
{
    public static string? Time(CaseDraft draft)
    {
        switch (draft.Case.State)
        {
            case WorkflowState.PendingApproval:
                Approving.Pass(draft);
                break;
            case WorkflowState.Approved or WorkflowState.Scheduled:
                Starting.Pass(draft);
                break;
            case WorkflowState.Executing or WorkflowState.Verifying or WorkflowState.RollingBack:
                Watching.Pass(draft);
                break;
            case WorkflowState.Applied when draft.Case.RetainUntilUtc <= draft.NowUtc:
                draft.Add(new RetentionEnded());
                break;
        }

        return null;
    }
}
