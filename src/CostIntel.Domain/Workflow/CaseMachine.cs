using CostIntel.Domain.Workflow.Decisions;

namespace CostIntel.Domain.Workflow;

/// <summary>
/// The life of a case: judge a command, store the events, apply them, do what they ask for. Pure; commands bring the time.
/// </summary>
public static class CaseMachine
{
    /// <summary>Judges a command. Changes nothing.</summary>
    public static CaseVerdict Decide(Case now, CaseCommand command)
    {
        if (command.RequestId.Length > CaseCommand.RequestIdLengthMax)
        {
            return new([], now.State, Refusals.Of(now, $"A request id has at most {CaseCommand.RequestIdLengthMax} characters."), false);
        }

        var given = command.RequestId.Length == 0 ? null : now.Answers.FirstOrDefault(answer => answer.RequestId == command.RequestId);
        if (given is not null)
        {
            return Again(now, given, command);
        }

        var draft = new CaseDraft(now, command);
        var refusal = WorkflowTable.Hears(now.State, command.Kind)
            ? Judge(draft, command)
            : $"{command.Kind} is not allowed.";
        if (refusal is not null)
        {
            draft = new CaseDraft(now, command);
            refusal = Refusals.Of(now, refusal);
        }

        if (command.RequestId.Length > 0)
        {
            draft.Add(new CommandAnswered(command.RequestId, command.Fingerprint(), refusal ?? ""));
        }

        return new(draft.Events, draft.Case.State, refusal, false);
    }

    /// <summary>The case after an event.</summary>
    /// <exception cref="InvalidDataException">The event cannot follow: its number, its case or its kind is not the next.</exception>
    public static Case Apply(Case before, CaseEvent happened) => CaseFold.Apply(before, happened);

    /// <summary>The case that events have made.</summary>
    /// <exception cref="InvalidDataException">They do not follow each other.</exception>
    public static Case Replay(string id, IEnumerable<CaseEvent> events) => events.Aggregate(Case.Of(id), Apply);

    /// <summary>What is to be done when an event is stored. The same event always gives the same keys.</summary>
    public static IReadOnlyList<CaseEffect> Effects(CaseEvent happened) => CaseEffects.Of(happened);

    private static CaseVerdict Again(Case now, GivenAnswer given, CaseCommand command) =>
        given.Fingerprint == command.Fingerprint()
            ? new([], given.State, given.Refusal.Length == 0 ? null : given.Refusal, true)
            : new([], now.State, Refusals.Of(now, $"Request id '{command.RequestId}' was used for something else."), false);

    private static string? Judge(CaseDraft draft, CaseCommand command) => command switch
    {
        ProposePlan c => Planning.Propose(draft, c),
        ReplacePlan c => Planning.Replace(draft, c),
        ReportState c => Planning.See(draft, c),
        Supersede c => Planning.End(draft, new CaseSuperseded(c.By, c.Text), c.Text),
        Withdraw c => Planning.End(draft, new CaseWithdrawn(c.Text), c.Text),
        Reject c => Planning.End(draft, new CaseRejected(c.Text), c.Text),
        RecordApplied c => Planning.End(draft, new AppliedByHand(c.Text), c.Text),
        Halt c => Planning.Halt(draft, c),
        Resume c => Planning.Resume(draft, c),
        Comment c => Planning.Comment(draft, c),
        AskApproval c => Approving.Ask(draft, c),
        Approve c => Approving.Vote(draft, c),
        Delegate c => Approving.Delegate(draft, c),
        ScheduleStart c => Starting.Schedule(draft, c),
        ReportLock c => Starting.Locked(draft, c),
        ReportCheck c => Starting.Checked(draft, c),
        ReportStep c => Executing.Reported(draft, c),
        ReportHealth c => Watching.Reported(draft, c),
        ReportBreach c => RollingBack.Start(draft, c.Text),
        RollBack c => RollingBack.Asked(draft, c),
        RecordRolledBack c => RollingBack.ByHand(draft, c),
        PassTime => Passing.Time(draft),
        _ => $"{command.GetType().Name} is not known.",
    };
}
