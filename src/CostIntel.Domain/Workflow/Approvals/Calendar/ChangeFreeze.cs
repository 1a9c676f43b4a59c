using CostIntel.Domain.Incidents.Rules;

namespace CostIntel.Domain.Workflow.Approvals.Calendar;

/// <summary>A time in which no change is made, whatever windows are open.</summary>
/// <param name="Name">Named where something waits for its end.</param>
/// <param name="Scopes">What it is about; empty for everything.</param>
/// <param name="FromLocal">From when on, on the clock of the zone, whole minutes.</param>
/// <param name="UntilLocal">Until when, on the clock of the zone, exclusive, whole minutes. Later.</param>
/// <param name="Zone">Whose clock.</param>
public sealed record ChangeFreeze(
    string Name, IReadOnlyList<Scope> Scopes, DateTime FromLocal, DateTime UntilLocal, TimeZoneInfo Zone)
{
    /// <summary>From when on, UTC.</summary>
    public DateTimeOffset StartUtc => LocalTime.FirstInstant(FromLocal, Zone);

    /// <summary>Until when, UTC, exclusive.</summary>
    public DateTimeOffset EndUtc => LocalTime.FirstInstant(UntilLocal, Zone);

    /// <summary>True when it holds at an instant.</summary>
    public bool HoldsAt(DateTimeOffset at) => StartUtc <= at && at < EndUtc;
}
