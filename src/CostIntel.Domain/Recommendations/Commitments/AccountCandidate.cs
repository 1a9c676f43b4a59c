namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>What could be done about an account as a whole. What it saves follows from all of the account's usage.</summary>
/// <param name="Candidate">What would be done and why.</param>
/// <param name="Estimate">What it is worth.</param>
/// <param name="TargetName">
/// What it is about, for people: a commitment's id, or the services that would be committed to and their region. The same
/// rule has one candidate for a target and currency.
/// </param>
/// <param name="ServiceName">Names of what can be committed to, which stay the same; empty for a commitment that there is.</param>
/// <param name="RegionId">FOCUS RegionId of it; empty for all regions.</param>
/// <param name="Currency">Code of the currency of all amounts.</param>
public sealed record AccountCandidate(
    Candidate Candidate, SavingEstimate Estimate, string TargetName, string ServiceName, string RegionId, string Currency);
