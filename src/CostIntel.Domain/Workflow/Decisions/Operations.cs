namespace CostIntel.Domain.Workflow.Decisions;

/// <summary>Attempts, time-outs and repetitions of what a case waits for.</summary>
internal static class Operations
{
    /// <summary>Does what time asks of an operation.</summary>
    public static void Pass(CaseDraft draft, Operation operation)
    {
        if (operation.RetryUtc is not null)
        {
            if (operation.IsRetryDue(draft.NowUtc, draft.Limits))
            {
                draft.SendAgain(operation);
            }
        }
        else if (operation.DeadlineUtc <= draft.NowUtc)
        {
            Fail(draft, operation, "There was no answer in time.");
        }
        else if (operation.IsPollDue(draft.NowUtc, draft.Limits))
        {
            draft.Add(new OperationPolled(
                operation.Kind, operation.Step, operation.Key, operation.Polls + 1, draft.NowUtc + draft.Limits.PollEvery));
        }
    }

    /// <summary>An attempt has failed.</summary>
    /// <returns>A refusal when it was known to have failed before; else null.</returns>
    public static string? Fail(CaseDraft draft, Operation operation, string why)
    {
        if (operation.RetryUtc is not null)
        {
            return Refusals.Stale;
        }

        if (draft.Case.State == WorkflowState.RollingBack)
        {
            Retry(draft, operation, why);
            CallNowAndThen(draft, operation, why);
        }
        else if (operation.Attempt < draft.Limits.AttemptsMax)
        {
            Retry(draft, operation, why);
        }
        else
        {
            GiveUp(draft, operation.Kind, why);
        }

        return null;
    }

    private static void Retry(CaseDraft draft, Operation operation, string why) =>
        draft.Add(new OperationRetrying(operation.Key, draft.NowUtc + draft.Limits.BackOff(operation.Attempt), why));

    private static void GiveUp(CaseDraft draft, OperationKind kind, string why)
    {
        switch (kind)
        {
            case OperationKind.Lock:
                Starting.Postpone(draft, why);
                break;
            case OperationKind.Check:
                Starting.Fail(draft, why);
                break;
            case OperationKind.Apply:
                // It may have been done all the same, and is undone too.
                RollingBack.Start(draft, "A step failed: " + why);
                break;
            default:
                RollingBack.Start(draft, "Whether it does harm cannot be said: " + why);
                break;
        }
    }

    // Undoing never ends before it has succeeded. A person is called early, and again for as long as it fails.
    private static void CallNowAndThen(CaseDraft draft, Operation operation, string why)
    {
        if (operation.Attempt % draft.Limits.PageEvery == 0)
        {
            draft.Add(new PersonCalled(FormattableString.Invariant($"Rolling back has failed {operation.Attempt} times: {why}")));
        }
    }
}
