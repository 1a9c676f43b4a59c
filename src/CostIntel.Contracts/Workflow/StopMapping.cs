using CostIntel.Contracts.Anomalies;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Workflow.Approvals.Limits;
using CostIntel.Domain.Workflow.Control;
using Google.Protobuf.WellKnownTypes;
using Proto = CostIntel.Contracts.V1;
using Stored = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.Workflow;

/// <summary>Orders to stop, to and from their messages.</summary>
public static class StopMapping
{
    /// <summary>The message of an order.</summary>
    public static Proto.StopOrder ToMessage(this StopOrder order)
    {
        var message = new Proto.StopOrder
        {
            StopId = order.Id, By = order.By, Reason = order.Reason, Since = order.SinceUtc.ToTimestamp(),
        };
        message.Filters.AddRange(order.Scopes.SelectMany(scope => scope.Filters).Select(FilterMapping.ToMessage));
        return message;
    }

    /// <summary>Which targets a request stops; none for everything.</summary>
    /// <exception cref="FormatException">A filter is wrong; the message says which and why.</exception>
    public static IReadOnlyList<Scope> ToScopes(this Proto.StopChangesRequest request) =>
        request.Filters.Count == 0 ? [] : [FilterMapping.ToScope(request.Filters)];

    internal static Stored.StoredStopOrder ToStored(KeptOrder kept)
    {
        var stored = new Stored.StoredStopOrder
        {
            Id = kept.Order.Id,
            By = kept.Order.By,
            Reason = kept.Order.Reason,
            SinceTicks = kept.Order.SinceUtc.UtcTicks,
            RequestId = kept.RequestId,
            ResumedBy = kept.ResumedBy,
        };
        stored.Scopes.AddRange(kept.Order.Scopes.Select(ToStored));
        if (kept.ResumedUtc is { } resumed)
        {
            stored.ResumedTicks = resumed.UtcTicks;
        }

        return stored;
    }

    internal static KeptOrder ToDomain(Stored.StoredStopOrder stored) => new(
        new([.. stored.Scopes.Select(scope => FilterMapping.ToScope(scope.Filters))], stored.By, stored.Reason, ControlMapping.Utc(stored.SinceTicks))
        {
            Id = stored.Id,
        },
        stored.RequestId,
        stored.HasResumedTicks ? ControlMapping.Utc(stored.ResumedTicks) : null,
        stored.ResumedBy);

    private static Stored.StoredScope ToStored(Scope scope)
    {
        var stored = new Stored.StoredScope();
        stored.Filters.AddRange(scope.Filters.Select(FilterMapping.ToMessage));
        return stored;
    }
}
