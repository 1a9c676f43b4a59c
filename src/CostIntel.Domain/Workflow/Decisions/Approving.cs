namespace CostIntel.Domain.Workflow.Decisions;

/// <summary>Who agrees.</summary>
internal static class Approving
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    public static string? Ask(CaseDraft draft, AskApproval command)
    {
        var requirement = command.Requirement;
        if (!requirement.IsAutomatic && requirement.Levels.Count == 0)
        {
            return "The policy asks nobody and does not approve by itself.";
        }

        draft.Add(new ApprovalAsked(requirement, draft.NowUtc + AtLeast(requirement.ExpiresAfter)));
        if (requirement.IsAutomatic)
        {
            Give(draft, $"Approved by policy {requirement.PolicyVersion}: {requirement.Why}");
        }
        else
        {
            Open(draft, 0);
        }

        return null;
    }

    public static string? Vote(CaseDraft draft, Approve command)
    {
        if (WhoMayNot(draft) is { } refusal)
        {
            return refusal;
        }

        if (command.PlanHash != draft.Approval.PlanHash || command.StateHash != draft.Approval.StateHash)
        {
            return "The plan or the state of the resources is not what the approver has seen.";
        }

        var seat = draft.Approval.SeatOf(new(draft.Actor, command.Groups), draft.Case.Authors, draft.NowUtc);
        if (!seat.Counts)
        {
            return seat.Refusal;
        }

        draft.Add(new Voted(draft.Approval.Level, seat.Seat.For, command.Text));
        if (draft.Approval.Missing() <= 0)
        {
            Advance(draft);
        }

        return null;
    }

    public static string? Delegate(CaseDraft draft, Delegate command)
    {
        if (WhoMayNot(draft) is { } refusal)
        {
            return refusal;
        }

        if (!draft.Approval.IsAsked(new(draft.Actor, command.Groups)))
        {
            return $"'{draft.Actor}' is not asked and cannot let another decide.";
        }

        if (command.To.Length == 0 || command.To == draft.Actor || draft.Case.Authors.Contains(command.To, StringComparer.Ordinal))
        {
            return $"'{command.To}' cannot decide in the place of '{draft.Actor}'.";
        }

        var level = draft.Approval.Level;
        if (!draft.Approval.Delegations.Contains(new(level, draft.Actor, command.To)))
        {
            draft.Add(new Delegated(level, command.To, command.Text));
        }

        return null;
    }

    /// <summary>Does what time asks of a case that waits for people.</summary>
    public static void Pass(CaseDraft draft)
    {
        var (approval, now) = (draft.Approval, draft.NowUtc);
        if (approval.ExpiresUtc <= now)
        {
            draft.Add(new CaseExpired("Nobody decided in time."));
        }
        else if (approval.EscalateUtc <= now)
        {
            draft.Add(new Escalated(approval.Level));
        }
        else if (approval.RemindUtc <= now)
        {
            draft.Add(new Reminded(approval.Level, now + AtLeast(approval.Current().RemindAfter ?? Shortest)));
        }
    }

    private static string? WhoMayNot(CaseDraft draft) =>
        draft.Actor.Length == 0 ? "Only a person can approve."
        : draft.Approval.ExpiresUtc <= draft.NowUtc ? "The time to decide is over."
        : draft.Case.Authors.Contains(draft.Actor, StringComparer.Ordinal) ? $"'{draft.Actor}' has proposed it; another has to approve."
        : null;

    private static void Advance(CaseDraft draft)
    {
        var next = draft.Approval.Level + 1;
        if (next < draft.Approval.Requirement.Levels.Count)
        {
            Open(draft, next);
        }
        else
        {
            var voices = draft.Approval.Votes.Select(vote => vote.Actor == vote.Voice ? vote.Actor : $"{vote.Actor} for {vote.Voice}");
            Give(draft, $"Approved by {string.Join(", ", voices)} under policy {draft.Approval.Requirement.PolicyVersion}.");
        }
    }

    private static void Open(CaseDraft draft, int level)
    {
        var asked = draft.Approval.Requirement.Levels[level];
        var mayEscalate = asked.EscalateAfter is not null && asked.EscalateTo.Count > 0;
        draft.Add(new LevelOpened(
            level,
            asked.RemindAfter is { } remind ? draft.NowUtc + AtLeast(remind) : null,
            mayEscalate ? draft.NowUtc + AtLeast(asked.EscalateAfter!.Value) : null));
    }

    private static void Give(CaseDraft draft, string text) =>
        draft.Add(new ApprovalGiven(draft.NowUtc + AtLeast(draft.Approval.Requirement.ExpiresAfter), text));

    private static TimeSpan AtLeast(TimeSpan time) => time < Shortest ? Shortest : time;
}
