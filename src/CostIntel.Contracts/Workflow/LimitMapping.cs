using System.Globalization;
using CostIntel.Contracts.Recommendations;
using CostIntel.Domain.Money;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Approvals.Limits;
using Stored = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.Workflow;

/// <summary>What changes have taken of limits and budgets, to and from what is stored of it.</summary>
internal static class LimitMapping
{
    public static Stored.StoredBlastLease ToStored(BlastLease lease) => new()
    {
        CaseId = lease.CaseId,
        Key = lease.Key,
        Target = lease.Target.ToStoredTarget(),
        Fleet = lease.Fleet,
        TakenTicks = lease.TakenUtc.UtcTicks,
        UntilTicks = lease.UntilUtc.UtcTicks,
    };

    public static BlastLease ToDomain(Stored.StoredBlastLease stored) => new(
        stored.CaseId,
        stored.Target.ToDomain(),
        stored.Fleet,
        ControlMapping.Utc(stored.TakenTicks),
        ControlMapping.Utc(stored.UntilTicks))
    {
        Key = stored.Key,
    };

    public static Stored.StoredAutomaticApproval ToStored(AutomaticApproval given) => new()
    {
        CaseId = given.CaseId,
        Rule = given.Rule,
        Target = given.Target.ToStoredTarget(),
        CostPerMonth = ExactDecimal.Format(given.CostPerMonth),
        AtTicks = given.AtUtc.UtcTicks,
    };

    public static AutomaticApproval ToDomain(Stored.StoredAutomaticApproval stored) => new(
        stored.CaseId,
        stored.Rule,
        stored.Target.ToDomain(),
        decimal.Parse(stored.CostPerMonth, NumberStyles.Number, CultureInfo.InvariantCulture),
        ControlMapping.Utc(stored.AtTicks));
}
