using CostIntel.Domain.Incidents;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Approvals.Limits;

namespace CostIntel.Domain.Workflow.Control;

/// <summary>Lets a change begin: its resources, its room under every limit, a calendar that is open and no order to stop.</summary>
public static class ControlLocks
{
    /// <summary>Takes all that a change needs to begin, or nothing. Asking again with the same key changes nothing.</summary>
    public static (ControlBook After, LockOutcome Outcome) Take(
        ControlBook book, ApprovalPolicy policy, LockRequest request, DateTimeOffset nowUtc)
    {
        if (book.Locks.Any(lease => lease.Key == request.Key))
        {
            return (book, LockOutcome.Locked);
        }

        var room = new LimitAnswer(book.Leases, null);
        if (!request.IsWayBack)
        {
            if (WhyNotNow(book, policy, request, nowUtc) is { } notNow)
            {
                return (book, notNow);
            }

            room = Room(book.Leases, policy, request, nowUtc);
            if (room.Refused is { } refused)
            {
                return (book, refused);
            }
        }

        var resources = new ResourceLock(book.Locks, book.Released);
        return resources.Take(request.Resources, request.CaseId, request.Key, nowUtc) is { } taken
            ? (book, new(taken, null))
            : (book with { Locks = [.. resources.Leases], Leases = room.Leases }, LockOutcome.Locked);
    }

    /// <summary>Gives back all that was taken under a key. Doing it again changes nothing.</summary>
    public static ControlBook Release(ControlBook book, string key, DateTimeOffset nowUtc)
    {
        if (book.Released.Contains(key))
        {
            return book;
        }

        var resources = new ResourceLock(book.Locks, book.Released);
        resources.Release(key);
        return book with
        {
            Locks = [.. resources.Leases],
            Released = [.. resources.Released],
            Leases = BlastRadius.Forget(BlastRadius.Release(book.Leases, key, nowUtc), nowUtc),
        };
    }

    private static LockOutcome? WhyNotNow(ControlBook book, ApprovalPolicy policy, LockRequest request, DateTimeOffset nowUtc)
    {
        var targets = request.Members.Select(member => member.Target).ToList();
        if (ControlStops.WhyStopped(book.Stops, targets) is { } stopped)
        {
            return new(stopped, null);
        }

        foreach (var target in targets)
        {
            if (policy.Calendar.WhyClosed(target, nowUtc) is { } closed)
            {
                return new($"It may not begin now: {closed}.", policy.Calendar.NextOpening(target, nowUtc));
            }
        }

        return null;
    }

    private static LimitAnswer Room(
        IReadOnlyList<BlastLease> leases, ApprovalPolicy policy, LockRequest request, DateTimeOffset nowUtc)
    {
        var radius = new BlastRadius(policy.Limits);
        var held = leases;
        foreach (var member in request.Members)
        {
            var answer = radius.TryTake(held, RequestOf(request, member), nowUtc);
            if (answer.Refusal is { } refusal)
            {
                return leases.Count > 0 && Room([], policy, request, nowUtc).Refused is null
                    ? new(leases, new(refusal, answer.RetryUtc))
                    : new(leases, new($"{refusal} This change alone is more than that.", null));
            }

            held = answer.Leases;
        }

        return new(held, null);
    }

    private static BlastRequest RequestOf(LockRequest request, LockMember member) => new(
        $"{request.CaseId}/{member.Id}", member.Target, member.Fleet, Math.Max(1, member.FleetSize), request.HeldFor)
    {
        Key = request.Key,
    };

    private sealed record LimitAnswer(IReadOnlyList<BlastLease> Leases, LockOutcome? Refused);
}

/// <summary>A change that wants to begin, or to be undone.</summary>
/// <param name="CaseId">Which.</param>
/// <param name="Key">Key of the lock.</param>
/// <param name="Members">Its recommendations.</param>
/// <param name="Resources">Keys of the resources that it changes.</param>
/// <param name="HeldFor">How long it counts under limits when nobody gives it back.</param>
/// <param name="IsWayBack">It is undone, which only another change of the same resources holds back.</param>
public sealed record LockRequest(
    string CaseId, string Key, IReadOnlyList<LockMember> Members, IReadOnlyList<string> Resources, TimeSpan HeldFor, bool IsWayBack);

/// <summary>One recommendation of a change.</summary>
/// <param name="Id">Which.</param>
/// <param name="Target">What it changes.</param>
/// <param name="Fleet">Names what the target stands in for others of; empty for nothing.</param>
/// <param name="FleetSize">How many there are of it, the target included.</param>
public sealed record LockMember(string Id, Subject Target, string Fleet, int FleetSize);

/// <summary>Whether a change may begin.</summary>
/// <param name="Refusal">Why not; null when it may.</param>
/// <param name="RetryUtc">When it may be possible at the earliest, UTC; null when that is not known.</param>
public sealed record LockOutcome(string? Refusal, DateTimeOffset? RetryUtc)
{
    /// <summary>It may.</summary>
    public static LockOutcome Locked { get; } = new(null, null);
}
