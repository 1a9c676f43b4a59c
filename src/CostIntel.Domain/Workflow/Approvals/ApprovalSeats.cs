namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>Says who may approve a level, and when it is complete.</summary>
/// <remarks>
/// Four eyes: the proposer never approves, neither in its own name nor in that of another, and nobody approves in the
/// proposer's name. Nobody counts twice, and a person and its delegate count once: two approvals are two people, each
/// with a seat of its own.
/// </remarks>
public static class ApprovalSeats
{
    /// <summary>The seat that somebody takes, or why there is none.</summary>
    /// <param name="level">The level that is asked.</param>
    /// <param name="hasEscalated">True when those it escalates to are asked as well.</param>
    /// <param name="taken">Approvals that the change has, on this level and those before.</param>
    /// <param name="approver">Who wants to approve.</param>
    /// <param name="proposer">Who proposed the change; empty for the engine.</param>
    /// <param name="delegations">Who approves for whom.</param>
    /// <param name="nowUtc">The time, UTC.</param>
    public static SeatResult Find(
        ApprovalLevel level,
        bool hasEscalated,
        IReadOnlyCollection<ApprovalSeat> taken,
        Approver approver,
        string proposer,
        IReadOnlyList<StandingDelegation> delegations,
        DateTimeOffset nowUtc)
    {
        if (approver.Name.Length == 0)
        {
            return SeatResult.Refused("An approval needs the name of whoever gives it.");
        }

        if (approver.Name == proposer)
        {
            return SeatResult.Refused($"'{proposer}' has proposed the change and cannot approve it.");
        }

        if (taken.Any(seat => seat.Actor == approver.Name))
        {
            return SeatResult.Refused($"'{approver.Name}' has approved already; another person is needed.");
        }

        var seats = Seats(level, hasEscalated, approver, delegations, nowUtc).Where(name => name != proposer).ToList();
        var free = seats.Find(name => taken.All(seat => seat.For != name && seat.Actor != name));
        return (free, seats.Count) switch
        {
            (not null, _) => SeatResult.Granted(approver.Name, free),
            (null, > 0) => SeatResult.Refused($"'{seats[0]}' has approved already; a delegate's approval is the same one."),
            _ => SeatResult.Refused($"'{approver.Name}' is not asked; asked are {Asked(level, hasEscalated)}."),
        };
    }

    /// <summary>True when so many approvals of a level are enough.</summary>
    /// <param name="level">The level.</param>
    /// <param name="seats">Approvals that it has; each counts because <see cref="Find"/> gave it.</param>
    public static bool IsComplete(ApprovalLevel level, IReadOnlyCollection<ApprovalSeat> seats) => seats.Count >= level.Count;

    /// <summary>Who is asked, for people.</summary>
    public static string Asked(ApprovalLevel level, bool hasEscalated)
    {
        var groups = hasEscalated ? level.Groups.Union(level.EscalateTo) : level.Groups;
        return string.Join(", ", [.. groups.Select(group => $"group {group}"), .. level.People]);
    }

    // Whoever is asked takes the own seat; only who is not may take that of another.
    private static IEnumerable<string> Seats(
        ApprovalLevel level, bool hasEscalated, Approver approver, IReadOnlyList<StandingDelegation> delegations, DateTimeOffset nowUtc)
    {
        if (IsAsked(level, hasEscalated, approver.Name, approver.Groups))
        {
            yield return approver.Name;
            yield break;
        }

        var holding = delegations.Where(one => one.HoldsAt(nowUtc)).ToList();
        foreach (var one in holding.Where(one => one.To == approver.Name))
        {
            var handedOn = holding.Where(other => other.To == one.From).SelectMany(other => other.Groups);
            if (IsAsked(level, hasEscalated, one.From, [.. one.Groups.Except(handedOn)]))
            {
                yield return one.From;
            }
        }
    }

    private static bool IsAsked(ApprovalLevel level, bool hasEscalated, string name, IReadOnlyList<string> groups) =>
        level.People.Contains(name)
        || level.Groups.Intersect(groups).Any()
        || (hasEscalated && level.EscalateTo.Intersect(groups).Any());
}
