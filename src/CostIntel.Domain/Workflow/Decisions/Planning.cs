namespace CostIntel.Domain.Workflow.Decisions;

/// <summary>What can be asked of a case that has not begun.</summary>
internal static class Planning
{
    public static string? Propose(CaseDraft draft, ProposePlan command)
    {
        if (Fault(command.Plan, command.StateHash) is { } fault)
        {
            return fault;
        }

        draft.Add(new PlanProposed(command.Plan, command.StateHash, command.Text));
        return null;
    }

    public static string? Replace(CaseDraft draft, ReplacePlan command)
    {
        if (Fault(command.Plan, command.StateHash) is { } fault)
        {
            return fault;
        }

        if (command.Plan.Hash() != draft.Case.PlanHash || command.StateHash != draft.Case.StateHash)
        {
            Void(draft, "The plan has changed: " + command.Text);
            draft.Add(new PlanReplaced(command.Plan, command.StateHash, command.Text));
        }

        return null;
    }

    public static string? See(CaseDraft draft, ReportState command)
    {
        if (command.StateHash.Length == 0)
        {
            return "The hash of the state is empty.";
        }

        Drift(draft, command.StateHash);
        return null;
    }

    /// <summary>Notes a state of the resources. An approval is for one state: in another it counts no more.</summary>
    /// <returns>True when the state is another one.</returns>
    public static bool Drift(CaseDraft draft, string stateHash)
    {
        if (stateHash.Length == 0 || stateHash == draft.Case.StateHash)
        {
            return false;
        }

        Void(draft, "The resources are not as they were when approval was asked for.");
        draft.Add(new StateSeen(stateHash));
        return true;
    }

    public static string? End(CaseDraft draft, CaseEvent end, string reason)
    {
        if (reason.Length == 0)
        {
            return "Say why: the text is empty.";
        }

        draft.Release();
        draft.Add(end);
        return null;
    }

    public static string? Halt(CaseDraft draft, Halt command)
    {
        if (!draft.Case.IsHalted)
        {
            if (draft.Case.State == WorkflowState.Scheduled)
            {
                Starting.Unschedule(draft, command.Text);
            }

            draft.Add(new CaseHalted(command.Text));
        }

        return null;
    }

    public static string? Resume(CaseDraft draft, Resume command)
    {
        if (draft.Case.IsHalted)
        {
            draft.Add(new CaseResumed(draft.Case.State == WorkflowState.Approved, command.Text));
        }

        return null;
    }

    public static string? Comment(CaseDraft draft, Comment command)
    {
        if (command.Text.Length == 0)
        {
            return "The comment is empty.";
        }

        draft.Add(new Commented(command.Text));
        return null;
    }

    private static void Void(CaseDraft draft, string why)
    {
        if (draft.Case.State != WorkflowState.Proposed)
        {
            draft.Release();
            draft.Add(new ApprovalVoided(why));
        }
    }

    private static string? Fault(ChangePlan plan, string stateHash) =>
        stateHash.Length == 0 ? "The hash of the state is empty." : plan.Faults().FirstOrDefault();
}
