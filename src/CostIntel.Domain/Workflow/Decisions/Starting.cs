namespace CostIntel.Domain.Workflow.Decisions;

/// <summary>From an approval to the first change: a time, the resources, and a last look. Nothing is changed here.</summary>
internal static class Starting
{
    public static string? Schedule(CaseDraft draft, ScheduleStart command)
    {
        if (draft.Case.IsHalted)
        {
            return "It is halted; resume it first.";
        }

        if (command.EndUtc <= command.StartUtc || command.EndUtc <= draft.NowUtc)
        {
            return FormattableString.Invariant($"No time is left in {command.StartUtc:O} to {command.EndUtc:O}.");
        }

        if (draft.Case.Operation is not null)
        {
            return "It is about to begin; halt it first.";
        }

        draft.Add(new StartScheduled(command.StartUtc, command.EndUtc));
        Pass(draft);
        return null;
    }

    public static string? Locked(CaseDraft draft, ReportLock command)
    {
        if (draft.Case.Operation is not { Kind: OperationKind.Lock } operation || operation.Key != command.Key)
        {
            return Refusals.Stale;
        }

        var isStarting = draft.Case.State == WorkflowState.Scheduled;
        if (!command.IsLocked)
        {
            if (isStarting)
            {
                Postpone(draft, command.Text);
                return null;
            }

            return Operations.Fail(draft, operation, command.Text);
        }

        draft.Add(new ResourcesLocked(command.Key));
        if (isStarting)
        {
            draft.Send(OperationKind.Check);
        }
        else
        {
            RollingBack.UndoNext(draft);
        }

        return null;
    }

    public static string? Checked(CaseDraft draft, ReportCheck command)
    {
        if (draft.Case.Operation is not { Kind: OperationKind.Check } operation || operation.Key != command.Key)
        {
            return Refusals.Stale;
        }

        if (IsOver(draft) || Planning.Drift(draft, command.StateHash))
        {
            return null;
        }

        switch (command.Outcome)
        {
            case CheckOutcome.Passed:
                Begin(draft, command);
                return null;
            case CheckOutcome.NotNow:
                Postpone(draft, command.Text);
                return null;
            case CheckOutcome.Impossible:
                Fail(draft, command.Text);
                return null;
            default:
                return Operations.Fail(draft, operation, command.Text);
        }
    }

    /// <summary>Does what time asks of a case that is approved or has a time.</summary>
    public static void Pass(CaseDraft draft)
    {
        if (IsOver(draft) || draft.Case.State != WorkflowState.Scheduled)
        {
            return;
        }

        if (draft.Case.Operation is { } operation)
        {
            Operations.Pass(draft, operation);
        }
        else if (draft.Case.StartUtc <= draft.NowUtc)
        {
            draft.Send(OperationKind.Lock);
        }
    }

    public static void Unschedule(CaseDraft draft, string why)
    {
        draft.Release();
        draft.Add(new StartUnscheduled(why));
    }

    public static void Postpone(CaseDraft draft, string why)
    {
        draft.Release();
        var until = draft.NowUtc + draft.Limits.RetryAfterMax;
        if (until < draft.Case.WindowEndUtc)
        {
            draft.Add(new StartPostponed(until, why));
        }
        else
        {
            draft.Add(new StartUnscheduled("It could not begin before its window ends: " + why));
        }
    }

    public static void Fail(CaseDraft draft, string why)
    {
        draft.Release();
        draft.Add(new CaseFailed("Nothing was changed: " + why));
    }

    private static bool IsOver(CaseDraft draft)
    {
        if (draft.Approval.ExpiresUtc <= draft.NowUtc)
        {
            draft.Release();
            draft.Add(new CaseExpired("The approval holds no longer; the change has not begun."));
            return true;
        }

        if (draft.Case.WindowEndUtc <= draft.NowUtc)
        {
            Unschedule(draft, "Its window ended before it could begin.");
            return true;
        }

        return false;
    }

    private static void Begin(CaseDraft draft, ReportCheck passed)
    {
        if (passed.StateHash.Length == 0)
        {
            Fail(draft, "the check did not say in which state the resources are.");
        }
        else if (passed.Undo.Count != draft.Plan.Steps.Count || passed.Undo.Any(string.IsNullOrEmpty))
        {
            Fail(draft, "the way back is not known for every step.");
        }
        else
        {
            draft.Add(new ExecutionStarted(passed.Undo));
            draft.Send(OperationKind.Apply, 0);
        }
    }
}
