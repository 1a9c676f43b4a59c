using CostIntel.Domain.Workflow.Control;
using static CostIntel.Domain.Tests.Workflow.Approvals.TestChanges;

namespace CostIntel.Domain.Tests.Workflow.Control;

public sealed class ControlStopsTests
{
    [Fact]
    public void An_order_stops_what_its_scope_holds_until_it_is_taken_back()
    {
        var (book, order, _) = ControlStops.Stop(ControlBook.Empty, [Accounts("1")], "Migration.", "", "ann", Noon);

        Assert.Equal("stop-1", order!.Id);
        Assert.Equal("'ann' has stopped changes since 2026-06-10 12:00 UTC (stop-1): Migration.", ControlStops.WhyStopped(book.Stops, [Target("2"), Target("1")]));
        Assert.Null(ControlStops.WhyStopped(book.Stops, [Target("2")]));
        Assert.Null(ControlStops.WhyStopped(ControlStops.Resume(book, "stop-1", "bob", Noon)!.Stops, [Target("1")]));
        Assert.Null(ControlStops.Resume(book, "stop-2", "bob", Noon));
    }

    [Fact]
    public void A_request_that_is_sent_again_does_not_stop_what_was_let_go_on()
    {
        var (book, first, _) = ControlStops.Stop(ControlBook.Empty, [], "Migration.", "q", "ann", Noon);
        var resumed = ControlStops.Resume(book, first!.Id, "bob", Noon)!;

        var (after, again, _) = ControlStops.Stop(resumed, [], "Migration.", "q", "ann", Noon.AddHours(1));
        var (_, none, refusal) = ControlStops.Stop(resumed, [], "Another thing.", "q", "ann", Noon.AddHours(1));

        Assert.Equal(first.Id, again!.Id);
        Assert.Empty(after.Stops.Orders);
        Assert.Null(none);
        Assert.Equal("Request 'q' was another one: it made stop-1.", refusal);
    }

    [Fact]
    public void Orders_are_numbered_on_and_limited()
    {
        var book = ControlBook.Empty;
        for (var number = 0; number < ControlStops.HoldingMax; number++)
        {
            book = ControlStops.Stop(book, [], "Again.", "", "ann", Noon).After;
        }

        Assert.Equal("stop-100", book.Orders[^1].Order.Id);
        Assert.Contains("100 orders", ControlStops.Stop(book, [], "More.", "", "ann", Noon).Refusal, StringComparison.Ordinal);
        book = book.Orders.Aggregate(book, (one, kept) => ControlStops.Resume(one, kept.Order.Id, "bob", Noon)!);
        Assert.Equal("stop-101", ControlStops.Stop(book, [], "More.", "", "ann", Noon).Order!.Id);
    }
}
