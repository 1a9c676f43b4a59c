using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Approvals.Limits;

namespace CostIntel.Domain.Workflow.Control;

/// <summary>What the changes of a tenant share, as plain values: each answer comes with the book as it is afterwards.</summary>
public sealed record ControlBook
{
    /// <summary>Nothing is taken, nothing stopped.</summary>
    public static ControlBook Empty { get; } = new();

    /// <summary>Which change may change which resource.</summary>
    public IReadOnlyList<ResourceLease> Locks { get; init; } = [];

    /// <summary>Keys of locks that were let go, the newest last.</summary>
    public IReadOnlyList<string> Released { get; init; } = [];

    /// <summary>What is taken of limits.</summary>
    public IReadOnlyList<BlastLease> Leases { get; init; } = [];

    /// <summary>What rules have approved without asking within 24 hours.</summary>
    public IReadOnlyList<AutomaticApproval> Given { get; init; } = [];

    /// <summary>Orders to stop, the oldest first; those that were taken back are kept for a while.</summary>
    public IReadOnlyList<KeptOrder> Orders { get; init; } = [];

    /// <summary>How many orders there have ever been.</summary>
    public long OrdersMade { get; init; }

    /// <summary>The orders that hold.</summary>
    public KillSwitch Stops => new([.. Orders.Where(kept => kept.ResumedUtc is null).Select(kept => kept.Order)]);
}

/// <summary>An order to stop, and what became of it.</summary>
/// <param name="Order">It.</param>
/// <param name="RequestId">The request that made it; empty for one without an id.</param>
/// <param name="ResumedUtc">When it was taken back, UTC; null while it holds.</param>
/// <param name="ResumedBy">Who took it back; empty while it holds.</param>
public sealed record KeptOrder(StopOrder Order, string RequestId, DateTimeOffset? ResumedUtc, string ResumedBy);
