namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>
/// Somebody approves for somebody else for a time. A group that was delegated to somebody cannot be delegated on, for
/// as long as both delegations hold.
/// </summary>
/// <param name="From">Who is away.</param>
/// <param name="Groups">Groups of that one for which the other stands in, besides what that one is asked by name.</param>
/// <param name="To">Who approves instead. Another person.</param>
/// <param name="SinceUtc">From when on, UTC.</param>
/// <param name="UntilUtc">Until when, UTC, exclusive.</param>
public sealed record StandingDelegation(
    string From, IReadOnlyList<string> Groups, string To, DateTimeOffset SinceUtc, DateTimeOffset UntilUtc)
{
    /// <summary>True when it holds at a time.</summary>
    public bool HoldsAt(DateTimeOffset nowUtc) => SinceUtc <= nowUtc && nowUtc < UntilUtc;
}
