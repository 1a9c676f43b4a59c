namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>What a change needs before it may be carried out, as an approval policy decided it at one time.</summary>
/// <param name="Levels">
/// Each must be complete before the next one is asked. Empty exactly when <paramref name="IsAutomatic"/>.
/// </param>
/// <param name="IsAutomatic">Nobody is asked: the policy itself approves.</param>
/// <param name="ExpiresAfter">
/// How long from the first asking the whole approval may take; also how long a given approval stays good. More than zero.
/// </param>
/// <param name="PolicyVersion">The version of the policy that decided: the hash of its canonical form.</param>
/// <param name="Why">The rule that decided and what it went by, for people.</param>
public sealed record ApprovalRequirement(
    IReadOnlyList<ApprovalLevel> Levels, bool IsAutomatic, TimeSpan ExpiresAfter, string PolicyVersion, string Why)
{
    /// <summary>Who approves for whom, as the policy that decided says: what it says later changes nothing.</summary>
    public IReadOnlyList<StandingDelegation> Delegations { get; init; } = [];
}
