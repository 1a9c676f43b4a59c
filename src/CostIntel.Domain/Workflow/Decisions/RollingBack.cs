namespace CostIntel.Domain.Workflow.Decisions;

/// <summary>The way back: the last step first, until all are undone.</summary>
internal static class RollingBack
{
    /// <summary>Begins to undo all that is or may be in effect.</summary>
    public static string? Start(CaseDraft draft, string why)
    {
        if (why.Length == 0)
        {
            return "Say why: the text is empty.";
        }

        draft.Add(new RollbackStarted(why));
        if (draft.Case.LockKey.Length == 0)
        {
            draft.Send(OperationKind.Lock);
        }
        else
        {
            UndoNext(draft);
        }

        return null;
    }

    public static string? Asked(CaseDraft draft, RollBack command)
    {
        var isKept = draft.Case.State != WorkflowState.Applied || draft.Case.RetainUntilUtc > draft.NowUtc;
        return isKept
            ? Start(draft, command.Text)
            : "What is needed to undo it is not kept, or it was done by hand; undo it by hand and record that.";
    }

    public static string? ByHand(CaseDraft draft, RecordRolledBack command) =>
        Planning.End(draft, new RolledBackByHand(command.Text), command.Text);

    public static void UndoNext(CaseDraft draft)
    {
        for (var step = draft.Case.Steps.Count - 1; step >= 0; step--)
        {
            if (draft.Case.Steps[step].MayBeInEffect)
            {
                draft.Send(OperationKind.Undo, step);
                return;
            }
        }

        draft.Release();
        draft.Add(new CaseRolledBack(draft.Case.Reason));
    }

    /// <summary>An executor says that it did a step for which nobody waits any more.</summary>
    // It may have been done after it was undone. Undoing what is undone does no harm; leaving a change in place does.
    public static string? ReportedLate(CaseDraft draft, ReportStep command)
    {
        var step = command.Outcome == StepOutcome.Done ? StepOf(draft.Case, command.Key) : -1;
        if (step < 0 || draft.Case.State == WorkflowState.Executing)
        {
            return Refusals.Stale;
        }

        draft.Add(new LateChangeSeen(step));
        if (draft.Case.State != WorkflowState.RollingBack)
        {
            return Start(draft, "A step was done after it had been given up.");
        }

        if (draft.Case.Operation is { Kind: OperationKind.Undo } operation && operation.Step == step)
        {
            draft.Send(OperationKind.Undo, step);
        }

        return null;
    }

    private static int StepOf(Case now, string key)
    {
        for (var step = 0; step < now.Steps.Count; step++)
        {
            if (!now.Steps[step].IsReported && now.Steps[step].Progress != StepProgress.Waiting && key == CaseKeys.Apply(now.Id, step))
            {
                return step;
            }
        }

        return -1;
    }
}
