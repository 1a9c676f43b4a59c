namespace CostIntel.Domain.Workflow.Decisions;

/// <summary>How a change does, the canary first.</summary>
internal static class Watching
{
    public static string? Reported(CaseDraft draft, ReportHealth command)
    {
        if (draft.Case.Operation is not { Kind: OperationKind.CheckCanary or OperationKind.Verify } operation
            || operation.Key != command.Key)
        {
            return Refusals.Stale;
        }

        switch (command.Outcome)
        {
            case HealthOutcome.Healthy when operation.Kind == OperationKind.CheckCanary:
                draft.Add(new CanaryPassed(command.Text));
                draft.Send(OperationKind.Apply, draft.Plan.CanarySteps);
                return null;
            case HealthOutcome.Healthy:
                draft.Release();
                draft.Add(new CaseCompleted(draft.NowUtc + draft.Limits.RetainFor, "Verified: " + command.Text));
                return null;
            case HealthOutcome.SloBreached:
                return RollingBack.Start(draft, "An SLO is broken: " + command.Text);
            case HealthOutcome.CostNotAsExpected:
                return RollingBack.Start(draft, "It does not save what it should: " + command.Text);
            default:
                return Operations.Fail(draft, operation, command.Text);
        }
    }

    /// <summary>Does what time asks of a case that is being carried out or watched.</summary>
    public static void Pass(CaseDraft draft)
    {
        if (draft.Case.Operation is { } operation)
        {
            Operations.Pass(draft, operation);
        }
        else if (draft.Case.WatchUntilUtc <= draft.NowUtc)
        {
            draft.Send(draft.Case.State == WorkflowState.Verifying ? OperationKind.Verify : OperationKind.CheckCanary);
        }
    }
}
