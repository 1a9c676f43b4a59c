using CostIntel.Domain.Workflow;

namespace CostIntel.Grains.Audit;

/// <summary>What the audit log is told of cases.</summary>
public static class CaseAudit
{
    /// <summary>The entry of an event; null for one that leaves none, see <see cref="CaseAuditNote"/>.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="before">The case before it.</param>
    /// <param name="after">The case after it.</param>
    public static AuditMessage? Of(CaseEvent happened, Case before, Case after) =>
        CaseAuditNote.Of(happened, before, after)?.ToMessage();
}
