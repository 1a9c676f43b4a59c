using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Workflow.Approvals.Limits;

namespace CostIntel.Domain.Workflow.Control;

/// <summary>Stops changes that have not begun, and lets them go on.</summary>
public static class ControlStops
{
    /// <summary>The most orders that hold at a time.</summary>
    public const int HoldingMax = 100;

    // So that a request that is sent again long after does not stop what was let go on since.
    private const int TakenBackKept = 200;

    /// <summary>Who has stopped changes of one of some targets, and why; null when nobody has.</summary>
    public static string? WhyStopped(KillSwitch stops, IEnumerable<Subject> targets) =>
        targets.Select(stops.StopFor).OfType<StopOrder>().MinBy(order => order.SinceUtc) is { } order ? Text(order) : null;

    /// <summary>An order, for people.</summary>
    public static string Text(StopOrder order) =>
        FormattableString.Invariant(
            $"'{order.By}' has stopped changes since {order.SinceUtc.UtcDateTime:yyyy-MM-dd HH:mm} UTC ({order.Id}): {order.Reason}");

    /// <summary>Stops changes. A request with an id that was seen gets the order that it made, whatever became of it.</summary>
    /// <returns>The order, or why there is none.</returns>
    public static (ControlBook After, StopOrder? Order, string? Refusal) Stop(
        ControlBook book, IReadOnlyList<Scope> scopes, string reason, string requestId, string actor, DateTimeOffset nowUtc)
    {
        var before = book.Orders.FirstOrDefault(kept => requestId.Length > 0 && kept.RequestId == requestId && kept.Order.By == actor);
        if (before is not null)
        {
            return before.Order.Reason == reason
                ? (book, before.Order, null)
                : (book, null, $"Request '{requestId}' was another one: it made {before.Order.Id}.");
        }

        if (book.Stops.Orders.Count >= HoldingMax)
        {
            return (book, null, $"There are {HoldingMax} orders to stop already; take some back.");
        }

        var order = new StopOrder(scopes, actor, reason, nowUtc) { Id = FormattableString.Invariant($"stop-{book.OrdersMade + 1}") };
        return (book with
        {
            OrdersMade = book.OrdersMade + 1,
            Orders = [.. Kept(book.Orders), new(order, requestId, null, "")],
        }, order, null);
    }

    /// <summary>Takes an order back. Doing it again changes nothing; null when there has been no such order.</summary>
    public static ControlBook? Resume(ControlBook book, string orderId, string actor, DateTimeOffset nowUtc) =>
        book.Orders.Any(kept => kept.Order.Id == orderId)
            ? book with
            {
                Orders =
                [
                    .. book.Orders.Select(kept => kept.Order.Id == orderId && kept.ResumedUtc is null
                        ? kept with { ResumedUtc = nowUtc, ResumedBy = actor }
                        : kept),
                ],
            }
            : null;

    private static IEnumerable<KeptOrder> Kept(IReadOnlyList<KeptOrder> orders)
    {
        var dropped = orders.Count(kept => kept.ResumedUtc is not null) - TakenBackKept;
        return orders.Where(kept => kept.ResumedUtc is null || dropped-- <= 0);
    }
}
