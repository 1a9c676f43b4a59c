using CostIntel.Domain.Incidents;

namespace CostIntel.Domain.Workflow.Approvals.Limits;

/// <summary>A change that wants to begin.</summary>
/// <param name="CaseId">Which.</param>
/// <param name="Target">What it changes.</param>
/// <param name="Fleet">Names what the target stands in for others of; empty for nothing.</param>
/// <param name="FleetSize">How many there are of it, the target included. At least 1 with a fleet.</param>
/// <param name="HeldFor">How long it counts when nobody gives it back: a lease outlives no crash for ever.</param>
public sealed record BlastRequest(string CaseId, Subject Target, string Fleet, int FleetSize, TimeSpan HeldFor)
{
    /// <summary>Under which key the lease is taken and given back.</summary>
    public string Key { get; init; } = "";
}

/// <summary>A change that was let begin.</summary>
/// <param name="CaseId">Which.</param>
/// <param name="Target">What it changes.</param>
/// <param name="Fleet">The fleet of the target; empty for none.</param>
/// <param name="TakenUtc">Since when, UTC.</param>
/// <param name="UntilUtc">Until when at the latest, UTC; given back earlier: then.</param>
public sealed record BlastLease(
    string CaseId, Subject Target, string Fleet, DateTimeOffset TakenUtc, DateTimeOffset UntilUtc)
{
    /// <summary>Under which key it was taken.</summary>
    public string Key { get; init; } = "";

    /// <summary>True while the change counts as being made.</summary>
    public bool HoldsAt(DateTimeOffset nowUtc) => nowUtc < UntilUtc;
}

/// <summary>Whether a change may begin.</summary>
/// <param name="Leases">All leases afterwards: those before when it was refused.</param>
/// <param name="Refusal">The limit that it has to wait for; null when it may begin.</param>
/// <param name="RetryUtc">When it may be possible at the earliest, unless leases are given back before, UTC.</param>
public sealed record BlastAnswer(IReadOnlyList<BlastLease> Leases, string? Refusal, DateTimeOffset? RetryUtc)
{
    /// <summary>True when it may begin.</summary>
    public bool IsGranted => Refusal is null;
}
