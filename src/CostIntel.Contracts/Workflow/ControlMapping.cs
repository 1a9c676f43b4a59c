using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Control;
using Stored = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.Workflow;

/// <summary>What the changes of a tenant share, to and from what is stored of it; exact to the tick.</summary>
public static class ControlMapping
{
    /// <summary>What is stored.</summary>
    public static Stored.ChangeControlSnapshot ToSnapshot(this ControlBook book)
    {
        var snapshot = new Stored.ChangeControlSnapshot { OrdersMade = book.OrdersMade };
        snapshot.Locks.AddRange(book.Locks.Select(ToStored));
        snapshot.Released.AddRange(book.Released);
        snapshot.Leases.AddRange(book.Leases.Select(LimitMapping.ToStored));
        snapshot.Given.AddRange(book.Given.Select(LimitMapping.ToStored));
        snapshot.Orders.AddRange(book.Orders.Select(StopMapping.ToStored));
        return snapshot;
    }

    /// <summary>What was stored.</summary>
    public static ControlBook ToBook(this Stored.ChangeControlSnapshot snapshot) => new()
    {
        Locks = [.. snapshot.Locks.Select(ToDomain)],
        Released = [.. snapshot.Released],
        Leases = [.. snapshot.Leases.Select(LimitMapping.ToDomain)],
        Given = [.. snapshot.Given.Select(LimitMapping.ToDomain)],
        Orders = [.. snapshot.Orders.Select(StopMapping.ToDomain)],
        OrdersMade = snapshot.OrdersMade,
    };

    internal static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);

    private static Stored.StoredResourceLease ToStored(ResourceLease lease) => new()
    {
        Resource = lease.Resource, CaseId = lease.CaseId, Key = lease.Key, SinceTicks = lease.SinceUtc.UtcTicks,
    };

    private static ResourceLease ToDomain(Stored.StoredResourceLease stored) =>
        new(stored.Resource, stored.CaseId, stored.Key, Utc(stored.SinceTicks));
}
