namespace CostIntel.Domain.Workflow.Approvals.Limits;

/// <summary>
/// Lets changes begin while no limit is exceeded. Plain values: whoever keeps the leases asks one after the other.
/// </summary>
/// <param name="Limits">All must have room.</param>
public sealed record BlastRadius(IReadOnlyList<BlastLimit> Limits)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Lets a change begin, or says what it waits for. One that holds a lease has it renewed.</summary>
    /// <param name="leases">Those that are held, and those that began within the hour.</param>
    /// <param name="request">The change.</param>
    /// <param name="nowUtc">The time, UTC; not before that of the call before.</param>
    public BlastAnswer TryTake(IReadOnlyList<BlastLease> leases, BlastRequest request, DateTimeOffset nowUtc)
    {
        // A change that did not come to begin and tries again counts once within the hour, not once for each time.
        var known = Forget(leases, nowUtc).Where(lease => lease.CaseId != request.CaseId || lease.HoldsAt(nowUtc)).ToList();
        var until = nowUtc + request.HeldFor;
        if (known.FirstOrDefault(lease => lease.CaseId == request.CaseId && lease.HoldsAt(nowUtc)) is { } held)
        {
            var renewed = held with { UntilUtc = until > held.UntilUtc ? until : held.UntilUtc };
            return new([.. known.Select(lease => lease == held ? renewed : lease)], null, null);
        }

        foreach (var limit in Limits.Where(limit => limit.IsAbout(request.Target)))
        {
            var counted = known.Where(lease => limit.Joins(request, lease)).ToList();
            if (Refusal(limit, request, counted, nowUtc) is var (reason, retry))
            {
                return new(leases, reason, retry);
            }
        }

        var taken = new BlastLease(request.CaseId, request.Target, request.Fleet, nowUtc, until) { Key = request.Key };
        return new([.. known, taken], null, null);
    }

    /// <summary>Gives back what was taken under a key; its changes still count as begun within their hour.</summary>
    public static IReadOnlyList<BlastLease> Release(IReadOnlyList<BlastLease> leases, string key, DateTimeOffset nowUtc) =>
        [.. leases.Select(lease => lease.Key == key && lease.HoldsAt(nowUtc) ? lease with { UntilUtc = nowUtc } : lease)];

    /// <summary>Those that can still make a change wait.</summary>
    public static IReadOnlyList<BlastLease> Forget(IReadOnlyList<BlastLease> leases, DateTimeOffset nowUtc) =>
        [.. leases.Where(lease => lease.HoldsAt(nowUtc) || lease.TakenUtc > nowUtc - Hour)];

    private static (string Reason, DateTimeOffset Retry)? Refusal(
        BlastLimit limit, BlastRequest request, List<BlastLease> counted, DateTimeOffset nowUtc)
    {
        var running = counted.Where(lease => lease.HoldsAt(nowUtc)).ToList();
        if (limit.AtOnceOf(request) is { } atOnce && running.Count >= atOnce)
        {
            return ($"Limit '{limit.Name}' lets {atOnce} changes be made at once{Place(limit, request)}; "
                + $"{running.Count} are being made.", running.Min(lease => lease.UntilUtc));
        }

        var begun = counted.Where(lease => lease.TakenUtc > nowUtc - Hour).ToList();
        return limit.AnHour is { } anHour && begun.Count >= anHour
            ? ($"Limit '{limit.Name}' lets {anHour} changes begin within an hour{Place(limit, request)}; "
                + $"{begun.Count} have.", begun.Min(lease => lease.TakenUtc) + Hour)
            : null;
    }

    private static string Place(BlastLimit limit, BlastRequest request) => limit.Each switch
    {
        BlastGroup.Account => $" in account {request.Target.Account}",
        BlastGroup.Service => $" in {request.Target.ServiceName} of account {request.Target.Account}",
        BlastGroup.Fleet => FormattableString.Invariant($" of the {request.FleetSize} in fleet '{request.Fleet}'"),
        _ => "",
    };
}
