namespace CostIntel.Domain.Workflow.Decisions;

/// <summary>Step after step.</summary>
internal static class Executing
{
    public static string? Reported(CaseDraft draft, ReportStep command)
    {
        if (draft.Case.Operation is not { Kind: OperationKind.Apply or OperationKind.Undo } operation || operation.Key != command.Key)
        {
            return RollingBack.ReportedLate(draft, command);
        }

        return command.Outcome switch
        {
            StepOutcome.Done => Done(draft, operation),
            _ when operation.RetryUtc is not null => Refusals.Stale,
            StepOutcome.Accepted => Accepted(draft, operation, command.Text),
            StepOutcome.Impossible when operation.Kind == OperationKind.Apply => Impossible(draft, operation, command.Text),
            _ => Operations.Fail(draft, operation, command.Text),
        };
    }

    private static string? Accepted(CaseDraft draft, Operation operation, string text)
    {
        draft.Add(new OperationAccepted(operation.Key, draft.NowUtc + draft.Limits.PollEvery, text));
        return null;
    }

    private static string? Done(CaseDraft draft, Operation operation)
    {
        if (operation.Kind == OperationKind.Undo)
        {
            draft.Add(new StepUndone(operation.Step));
            RollingBack.UndoNext(draft);
            return null;
        }

        draft.Add(new StepDone(operation.Step));
        var done = operation.Step + 1;
        if (done == draft.Plan.Steps.Count)
        {
            draft.Add(new VerificationStarted(draft.NowUtc + draft.Limits.VerifyFor));
        }
        else if (done == draft.Plan.CanarySteps)
        {
            draft.Add(new CanaryWatched(draft.NowUtc + draft.Limits.CanaryFor));
        }
        else
        {
            draft.Send(OperationKind.Apply, done);
        }

        return null;
    }

    private static string? Impossible(CaseDraft draft, Operation operation, string text)
    {
        // What an earlier attempt did is not known: only the first can be certain that nothing was changed.
        if (operation.Attempt == 1)
        {
            draft.Add(new StepNotDone(operation.Step, text));
        }

        if (draft.Case.Steps.Any(one => one.MayBeInEffect))
        {
            return RollingBack.Start(draft, "A step cannot be done: " + text);
        }

        Starting.Fail(draft, text);
        return null;
    }
}
