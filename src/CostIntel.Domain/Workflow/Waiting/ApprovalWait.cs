using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Domain.Workflow.Waiting;

/// <summary>Says on whom an approval waits.</summary>
internal static class ApprovalWait
{
    public static WaitReason Of(Case now, ApprovalProgress approval)
    {
        var level = approval.Current();
        var votes = approval.Votes.Where(vote => vote.Level == approval.Level).ToList();
        var given = votes.Count == 0 ? "" : $", given by {string.Join(", ", votes.Select(Given))}";
        var escalates = approval.EscalateUtc is { } at
            ? $" Group {string.Join(", ", level.EscalateTo)} is asked as well from {CaseSummary.Text(at)}."
            : "";
        var fourEyes = now.Authors.Count > 0
            ? $" {string.Join(", ", now.Authors.Select(author => $"'{author}'"))} proposed it and cannot approve."
            : "";
        return new(
            WaitKind.Approval,
            FormattableString.Invariant(
                $"Level {approval.Level + 1} of {approval.Requirement.Levels.Count} has {votes.Count} of {level.Count} approvals{given}. ")
                + $"Asked are {ApprovalSeats.Asked(level, approval.IsEscalated)}.{escalates}{fourEyes} "
                + $"It expires at {CaseSummary.Text(approval.ExpiresUtc)}. {approval.Requirement.Why}",
            [.. On(level, approval, now.Authors, votes)],
            approval.ExpiresUtc);
    }

    // Who has spoken already can do nothing more about it.
    private static IEnumerable<string> On(
        ApprovalLevel level, ApprovalProgress approval, IReadOnlyList<string> authors, List<Vote> votes)
    {
        var spoken = votes.SelectMany(vote => new[] { vote.Actor, vote.Voice }).Concat(authors).ToHashSet(StringComparer.Ordinal);
        var standIns = approval.Delegations.Where(given => given.Level == approval.Level && !spoken.Contains(given.From)).Select(given => given.To);
        return level.Groups
            .Concat(level.People.Concat(standIns).Where(person => !spoken.Contains(person)))
            .Concat(approval.IsEscalated ? level.EscalateTo : [])
            .Distinct();
    }

    private static string Given(Vote vote) => vote.Actor == vote.Voice ? vote.Actor : $"{vote.Actor} for {vote.Voice}";
}
