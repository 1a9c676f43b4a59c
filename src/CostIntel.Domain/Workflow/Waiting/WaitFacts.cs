using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Approvals.Limits;

namespace CostIntel.Domain.Workflow.Waiting;

/// <summary>What a change waits under.</summary>
/// <param name="Members">Its recommendations; not empty. Amounts are in the currency of the first.</param>
/// <param name="ProposedUtc">When the first was proposed, UTC: since then not making the change costs what it would save.</param>
/// <param name="Policy">The approval policy that holds now.</param>
/// <param name="Stops">Orders that stop changes.</param>
public sealed record WaitFacts(
    IReadOnlyList<ApprovalFacts> Members, DateTimeOffset ProposedUtc, ApprovalPolicy Policy, KillSwitch Stops);
