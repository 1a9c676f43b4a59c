using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Workflow.Approvals.Waiting;

/// <summary>Says why a change waits, on whom, and what waiting costs.</summary>
public static class WaitExplanation
{
    /// <summary>Explains a change that has not begun.</summary>
    /// <param name="policy">The policy that holds now.</param>
    /// <param name="facts">Where the change stands.</param>
    /// <param name="nowUtc">The time, UTC.</param>
    public static WaitReport Of(ApprovalPolicy policy, WaitFacts facts, DateTimeOffset nowUtc)
    {
        var perHour = Math.Max(0, facts.Change.SavingPerMonth) / CostHistory.HoursPerMonth;
        var hours = (decimal)Math.Max(0, (nowUtc - facts.ProposedUtc).Ticks) / TimeSpan.TicksPerHour;
        return new([.. Reasons(policy, facts, nowUtc)], facts.Change.Target.Unit, perHour, perHour * hours);
    }

    private static IEnumerable<WaitReason> Reasons(ApprovalPolicy policy, WaitFacts facts, DateTimeOffset nowUtc)
    {
        if (facts.Kills.StopFor(facts.Change.Target) is { } stop)
        {
            yield return new(
                WaitKind.Stop, $"'{stop.By}' has stopped changes since {Text(stop.SinceUtc)}: {stop.Reason}", [stop.By], null);
        }

        if (facts.Requirement is null)
        {
            yield return new(WaitKind.Asking, "Nobody has asked for approval yet.", [], null);
        }
        else if (facts.Level < facts.Requirement.Levels.Count)
        {
            yield return Approval(facts, facts.Requirement, nowUtc);
        }
        else
        {
            foreach (var reason in Start(policy, facts, nowUtc))
            {
                yield return reason;
            }
        }
    }

    private static WaitReason Approval(WaitFacts facts, ApprovalRequirement requirement, DateTimeOffset nowUtc)
    {
        var level = requirement.Levels[facts.Level];
        var hasEscalated = nowUtc - facts.LevelAskedUtc >= level.EscalateAfter;
        var given = facts.Seats.Count == 0 ? "" : $", given by {string.Join(", ", facts.Seats.Select(Given))}";
        var expires = facts.AskedUtc + requirement.ExpiresAfter;
        var escalates = level.EscalateAfter is { } after && !hasEscalated
            ? $" Group {string.Join(", ", level.EscalateTo)} is asked as well from {Text(facts.LevelAskedUtc + after)}."
            : "";
        var fourEyes = facts.Change.Proposer.Length > 0 ? $" '{facts.Change.Proposer}' proposed it and cannot approve." : "";
        return new(
            WaitKind.Approval,
            $"Level {facts.Level + 1} of {requirement.Levels.Count} has {facts.Seats.Count} of {level.Count} approvals{given}. "
                + $"Asked are {ApprovalSeats.Asked(level, hasEscalated)}.{escalates}{fourEyes} It expires at {Text(expires)}. "
                + requirement.Why,
            [.. level.Groups, .. level.People.Where(person => person != facts.Change.Proposer),
                .. hasEscalated ? level.EscalateTo : []],
            expires);
    }

    private static IEnumerable<WaitReason> Start(ApprovalPolicy policy, WaitFacts facts, DateTimeOffset nowUtc)
    {
        var target = facts.Change.Target;
        if (policy.Calendar.WhyClosed(target, nowUtc) is { } closed)
        {
            var opens = policy.Calendar.NextOpening(target, nowUtc);
            yield return new(WaitKind.Calendar, $"It is approved, and {closed}. It may begin at {Text(opens)}.", [], opens);
        }

        if (facts.Limits is { Refusal: { } refusal } answer)
        {
            yield return new(WaitKind.Limit, refusal, [], answer.RetryUtc);
        }
    }

    private static string Given(ApprovalSeat seat) => seat.IsDelegated ? $"{seat.Actor} for {seat.For}" : seat.Actor;

    private static string Text(DateTimeOffset at) => FormattableString.Invariant($"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
}
