using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;

namespace CostIntel.Domain.Workflow.Approvals.Calendar;

/// <summary>
/// When changes are made: while one of the windows for a target is open and no freeze holds for it. What no window is
/// for may be changed at any time.
/// </summary>
/// <param name="Windows">Hours in which changes are made.</param>
/// <param name="Freezes">Times in which none are made.</param>
public sealed record ChangeCalendar(IReadOnlyList<ChangeWindow> Windows, IReadOnlyList<ChangeFreeze> Freezes)
{
    /// <summary>Changes are made at any time.</summary>
    public static ChangeCalendar Always { get; } = new([], []);

    /// <summary>True when a target may be changed at an instant.</summary>
    public bool IsOpen(Subject target, DateTimeOffset at) => WhyClosed(target, at) is null;

    /// <summary>Why a target may not be changed at an instant; null when it may.</summary>
    public string? WhyClosed(Subject target, DateTimeOffset at)
    {
        if (FreezeAt(target, at) is { } freeze)
        {
            return $"freeze '{freeze.Name}' holds until {Text(freeze.EndUtc)}";
        }

        var windows = WindowsOf(target);
        return windows.Count == 0 || windows.Exists(window => window.IsOpen(at))
            ? null
            : $"no change window is open; it is for {string.Join(", ", windows.Select(window => $"'{window.Name}'"))}";
    }

    /// <summary>The first instant from a time on at which a target may be changed, UTC: the time itself when it is open.</summary>
    public DateTimeOffset NextOpening(Subject target, DateTimeOffset nowUtc)
    {
        var windows = WindowsOf(target);
        var at = nowUtc.ToUniversalTime();

        // It ends: each round passes a freeze for good or goes to a window, and after the last freeze every window is open.
        while (true)
        {
            if (FreezeAt(target, at) is { } freeze)
            {
                at = freeze.EndUtc;
            }
            else if (windows.Count == 0 || windows.Exists(window => window.IsOpen(at)))
            {
                return at;
            }
            else
            {
                at = windows.Min(window => window.OpensAfter(at));
            }
        }
    }

    /// <summary>Until when a target may be changed without a pause, from an instant at which it may; UTC, exclusive.</summary>
    /// <param name="target">What is changed.</param>
    /// <param name="at">From when on; the answer is this instant when the target may not be changed at it.</param>
    /// <param name="latestUtc">The answer is not later: what no window is for is open for ever.</param>
    public DateTimeOffset OpenUntil(Subject target, DateTimeOffset at, DateTimeOffset latestUtc)
    {
        var start = at.ToUniversalTime();
        var freezes = Freezes.Where(freeze => IsFor(freeze.Scopes, target) && freeze.EndUtc > freeze.StartUtc && freeze.EndUtc > start);
        var end = freezes.Select(freeze => freeze.StartUtc).Append(latestUtc.ToUniversalTime()).Min();
        var windows = WindowsOf(target);
        var open = windows.Count == 0 ? end : start;

        // Windows may follow each other without a gap; each round goes to a later end.
        while (open < end && windows.Select(window => window.OpenUntil(open)).Max() is { } closes)
        {
            open = closes;
        }

        return new[] { open, end }.Min() is var until && until > start ? until : start;
    }

    /// <summary>The first time from an instant on at which all of some targets may be changed, until when; null when there is none.</summary>
    /// <param name="targets">What is changed together; not empty.</param>
    /// <param name="nowUtc">From when on.</param>
    /// <param name="latestUtc">It begins and ends by then, UTC.</param>
    public (DateTimeOffset StartUtc, DateTimeOffset EndUtc)? NextTime(
        IReadOnlyCollection<Subject> targets, DateTimeOffset nowUtc, DateTimeOffset latestUtc)
    {
        var at = nowUtc.ToUniversalTime();
        while (at < latestUtc)
        {
            var opening = targets.Max(target => NextOpening(target, at));
            if (opening == at)
            {
                return (at, targets.Min(target => OpenUntil(target, at, latestUtc)));
            }

            at = opening;
        }

        return null;
    }

    private static bool IsFor(IReadOnlyList<Scope> scopes, Subject target) =>
        scopes.Count == 0 || scopes.Any(scope => scope.Holds(target));

    private static string Text(DateTimeOffset at) => FormattableString.Invariant($"{at:yyyy-MM-dd HH:mm} UTC");

    private List<ChangeWindow> WindowsOf(Subject target) => [.. Windows.Where(window => IsFor(window.Scopes, target))];

    private ChangeFreeze? FreezeAt(Subject target, DateTimeOffset at) =>
        Freezes.FirstOrDefault(freeze => IsFor(freeze.Scopes, target) && freeze.HoldsAt(at));
}
