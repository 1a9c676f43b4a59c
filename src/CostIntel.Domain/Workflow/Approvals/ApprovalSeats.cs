namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>Says who may approve a level, and when it is complete.</summary>
/// <remarks>
/// Four eyes: none of the authors of a change approves, neither in their own name nor in that of another, and nobody
/// approves in an author's name. Nobody counts twice, and a person and its delegate count once: two approvals are two
/// people, each with a seat of its own.
/// </remarks>
public static class ApprovalSeats
{
    /// <summary>The seat that somebody takes, or why there is none.</summary>
    /// <param name="level">The level that is asked.</param>
    /// <param name="hasEscalated">True when those it escalates to are asked as well.</param>
    /// <param name="taken">Approvals that the change has, on this level and those before.</param>
    /// <param name="approver">Who wants to approve.</param>
    /// <param name="authors">Who proposed the change, or made it what it is.</param>
    /// <param name="delegations">Who approves for whom for a time, as the policy says.</param>
    /// <param name="standIns">Who approves for whom on this level: who was asked has said so.</param>
    /// <param name="nowUtc">The time, UTC.</param>
    public static SeatResult Find(
        ApprovalLevel level,
        bool hasEscalated,
        IReadOnlyCollection<ApprovalSeat> taken,
        Approver approver,
        IReadOnlyCollection<string> authors,
        IReadOnlyList<StandingDelegation> delegations,
        IReadOnlyCollection<ApprovalSeat> standIns,
        DateTimeOffset nowUtc)
    {
        if (approver.Name.Length == 0)
        {
            return SeatResult.Refused("An approval needs the name of whoever gives it.");
        }

        if (authors.Contains(approver.Name))
        {
            return SeatResult.Refused($"'{approver.Name}' has proposed the change and cannot approve it.");
        }

        if (taken.Any(seat => seat.Actor == approver.Name))
        {
            return SeatResult.Refused($"'{approver.Name}' has approved already; another person is needed.");
        }

        // Also when that one would now speak for somebody else: each of two approvals has a person of its own behind it.
        if (taken.FirstOrDefault(seat => seat.For == approver.Name) is { } spoken)
        {
            return SeatResult.Refused($"'{spoken.Actor}' has approved for '{approver.Name}'; a delegate's approval is the same one.");
        }

        var seats = IsAsked(level, hasEscalated, approver)
            ? [approver.Name]
            : Delegated(level, hasEscalated, approver.Name, delegations, nowUtc)
                .Concat(standIns.Where(one => one.Actor == approver.Name).Select(one => one.For))
                .Where(name => !authors.Contains(name))
                .ToList();
        var free = seats.Find(name => taken.All(seat => seat.For != name && seat.Actor != name));
        return (free, seats.Count) switch
        {
            (not null, _) => SeatResult.Granted(approver.Name, free),
            (null, > 0) => SeatResult.Refused($"'{seats[0]}' has approved already; a delegate's approval is the same one."),
            _ => SeatResult.Refused($"'{approver.Name}' is not asked; asked are {Asked(level, hasEscalated)}."),
        };
    }

    /// <summary>True when somebody is asked themselves.</summary>
    public static bool IsAsked(ApprovalLevel level, bool hasEscalated, Approver approver) =>
        level.People.Contains(approver.Name)
        || level.Groups.Intersect(approver.Groups).Any()
        || (hasEscalated && level.EscalateTo.Intersect(approver.Groups).Any());

    /// <summary>Who is asked, for people.</summary>
    public static string Asked(ApprovalLevel level, bool hasEscalated)
    {
        var groups = hasEscalated ? level.Groups.Union(level.EscalateTo) : level.Groups;
        return string.Join(", ", [.. groups.Select(group => $"group {group}"), .. level.People]);
    }

    // Whoever is asked takes the own seat; only who is not may take that of another.
    private static IEnumerable<string> Delegated(
        ApprovalLevel level, bool hasEscalated, string name, IReadOnlyList<StandingDelegation> delegations, DateTimeOffset nowUtc)
    {
        var holding = delegations.Where(one => one.HoldsAt(nowUtc)).ToList();
        foreach (var one in holding.Where(one => one.To == name))
        {
            var handedOn = holding.Where(other => other.To == one.From).SelectMany(other => other.Groups);
            if (IsAsked(level, hasEscalated, new(one.From, [.. one.Groups.Except(handedOn)])))
            {
                yield return one.From;
            }
        }
    }
}
