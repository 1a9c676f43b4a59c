using CostIntel.Domain.Incidents.Rules;

namespace CostIntel.Domain.Workflow.Approvals.Calendar;

/// <summary>Hours of the week, on the clock of a zone, in which changes are made.</summary>
/// <param name="Name">Named where something waits for it.</param>
/// <param name="Scopes">What it is for; empty for everything.</param>
/// <param name="Days">Days on which it opens; not empty.</param>
/// <param name="From">When it opens, on whole minutes.</param>
/// <param name="To">
/// When it closes, exclusive: on the day after where it is not later than <paramref name="From"/>; equal for a whole day.
/// </param>
/// <param name="Zone">Whose clock.</param>
public sealed record ChangeWindow(
    string Name, IReadOnlyList<Scope> Scopes, IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To, TimeZoneInfo Zone)
{
    // A window may be swallowed whole by a clock that is set forward; then it opens a week later.
    private const int DaysAhead = 15;

    /// <summary>True when it is open at an instant.</summary>
    public bool IsOpen(DateTimeOffset at) => Openings(at, 1).Any(opening => opening.Start <= at && at < opening.End);

    /// <summary>When it closes, UTC, of an instant at which it is open; null when it is not.</summary>
    public DateTimeOffset? OpenUntil(DateTimeOffset at) =>
        Openings(at, 1).Where(opening => opening.Start <= at && at < opening.End).Max(opening => (DateTimeOffset?)opening.End);

    /// <summary>When it opens next, UTC; always after the instant.</summary>
    public DateTimeOffset OpensAfter(DateTimeOffset at) =>
        Openings(at, DaysAhead).First(opening => opening.Start > at && opening.End > opening.Start).Start;

    // From the day before, whose opening may last into this one.
    private IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Openings(DateTimeOffset at, int daysAhead)
    {
        var today = LocalTime.DayAt(at, Zone);
        for (var day = today.AddDays(-1); day <= today.AddDays(daysAhead); day = day.AddDays(1))
        {
            if (Days.Contains(day.DayOfWeek))
            {
                var last = To > From ? day : day.AddDays(1);
                yield return (
                    LocalTime.FirstInstant(day.ToDateTime(From), Zone), LocalTime.FirstInstant(last.ToDateTime(To), Zone));
            }
        }
    }
}
