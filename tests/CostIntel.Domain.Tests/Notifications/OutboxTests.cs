using System.Text.Json;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Notifications;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Notifications.TestNotices;

namespace CostIntel.Domain.Tests.Notifications;

public sealed class OutboxTests
{
    private static readonly SendFailure Down = new("HTTP 500", false, TimeSpan.Zero);

    [Fact]
    public void An_event_taken_twice_is_sent_once_under_one_id()
    {
        var outbox = Filled("anomaly-1");
        var id = Assert.Single(outbox.Deliveries).Id;

        outbox.Take("incidents", 1, [Opened("anomaly-1")], Webhook, [All()], Noon);
        outbox.Take("incidents", 2, [Opened("anomaly-1")], Webhook, [All()], Noon);

        Assert.Equal(id, Assert.Single(outbox.Deliveries).Id);
        Assert.Equal(id, Delivery.IdOf("default", "all", "anomaly-1"));
        Assert.Equal(2, outbox.Cursors["incidents"]);
    }

    [Fact]
    public void What_was_before_the_subscription_or_is_not_wanted_is_not_sent()
    {
        var outbox = new Outbox([], []);
        Notice[] notices =
        [
            Opened("old") with { AtUtc = Noon.AddSeconds(-1) },
            Opened("mild", Severity.Info),
            Opened("other") with { Type = "io.costintel.anomaly.resolved.v1" },
            Opened("wanted"),
            Opened("small") with { Type = "io.costintel.recommendation.proposed.v1", Severity = null, Saving = 9 },
            Opened("large") with { Type = "io.costintel.recommendation.proposed.v1", Severity = null, Saving = 10 },
        ];
        var subscription = All() with
        {
            Types = ["io.costintel.anomaly.opened.v1", "io.costintel.recommendation.*"],
            MinimumSeverity = Severity.Warning,
            MinimumSaving = 10,
        };

        outbox.Take("incidents", 6, notices, Webhook, [subscription], Noon);

        Assert.Equal(["wanted", "large"], outbox.Deliveries.Select(delivery => delivery.EventId));
    }

    [Fact]
    public void A_delivery_that_fails_waits_longer_each_time_and_is_given_up_after_the_last()
    {
        var outbox = Filled("1");
        var (id, now, pauses) = (outbox.Deliveries[0].Id, Noon, new List<TimeSpan>());
        while (outbox.Deliveries[0].State == DeliveryState.Pending)
        {
            outbox.Record(id, Down, Schedule, now);
            if (outbox.NextUtc is { } next)
            {
                pauses.Add(next - now);
                now = next;
            }
        }

        Assert.Equal(9, pauses.Count);
        Assert.All(pauses.Zip(pauses.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.InRange(pauses[0], TimeSpan.FromSeconds(1.6), TimeSpan.FromSeconds(2.4));
        Assert.InRange(pauses[^1], TimeSpan.FromHours(19), TimeSpan.FromHours(29));
        Assert.Equal((10, "HTTP 500", DeliveryState.Dead), (outbox.Deliveries[0].Attempts, outbox.Deliveries[0].LastFault, outbox.Deliveries[0].State));
        Assert.NotEmpty(outbox.Deliveries[0].Letter.Body);
    }

    [Fact]
    public void A_dead_letter_is_sent_again_under_its_id_and_with_its_body()
    {
        var outbox = Filled("1");
        var before = outbox.Deliveries[0];
        outbox.Record(before.Id, Down with { IsFinal = true }, Schedule, Noon);
        Assert.Empty(outbox.Due(Noon.AddDays(9)));

        Assert.True(outbox.Redeliver(before.Id, Noon.AddDays(9)));
        Assert.False(outbox.Redeliver(before.Id, Noon.AddDays(9)));

        var again = Assert.Single(outbox.Due(Noon.AddDays(9)));
        Assert.Equal((before.Id, 0), (again.Id, again.Attempts));
        Assert.Equal(before.Letter.Body, again.Letter.Body);
    }

    [Fact]
    public void The_receiver_may_ask_for_a_longer_pause_but_not_for_more_than_a_day()
    {
        var outbox = Filled("1");
        outbox.Record(outbox.Deliveries[0].Id, Down with { RetryAfter = TimeSpan.FromMinutes(5) }, Schedule, Noon);
        Assert.Equal(Noon.AddMinutes(5), outbox.NextUtc);

        outbox.Record(outbox.Deliveries[0].Id, Down with { RetryAfter = TimeSpan.FromDays(365) }, Schedule, Noon);
        Assert.Equal(Noon.AddDays(1), outbox.NextUtc);
    }

    [Fact]
    public void A_digest_gathers_what_happens_and_is_sent_when_it_is_over()
    {
        var outbox = new Outbox([], []);
        var daily = All(24);
        for (var i = 1; i <= Outbox.LinesMax + 2; i++)
        {
            outbox.Take("incidents", i, [Opened($"anomaly-{i}")], Webhook, [daily], Noon.AddMinutes(i));
        }

        Assert.False(outbox.CloseDigests(Webhook, Noon.AddHours(11)));
        Assert.Empty(outbox.Due(Noon.AddDays(1)));
        Assert.True(outbox.CloseDigests(Webhook, Noon.AddHours(12)));
        var sent = Assert.Single(outbox.Due(Noon.AddHours(12)));
        using var json = JsonDocument.Parse(sent.Letter.Body);
        Assert.Equal(EventTypes.Digest, json.RootElement.GetProperty("type").GetString());
        var data = json.RootElement.GetProperty("data");
        Assert.Equal(Outbox.LinesMax + 2, data.GetProperty("count").GetInt32());
        Assert.Equal("anomaly-1", data.GetProperty("events")[0].GetProperty("id").GetString());

        // What happens afterwards is in the next one, also when the clock was put back.
        outbox.Take("incidents", 99, [Opened("late")], Webhook, [daily], Noon);
        Assert.Equal(2, outbox.Deliveries.Select(delivery => delivery.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    public void That_a_person_is_needed_is_told_at_once_in_quiet_hours_and_in_spite_of_digests(int digestHours)
    {
        var outbox = new Outbox([], []);
        var quiet = new QuietHours(new TimeOnly(11, 0), new TimeOnly(13, 0), TimeZoneInfo.Utc);
        var page = Opened("page") with { IsPage = true, Saving = 1 };
        var subscription = All(digestHours, quiet) with { MinimumSaving = 100 };

        outbox.Take("recommendations", 1, [Opened("other"), page], Webhook, [subscription], Noon);

        Assert.Equal("page", Assert.Single(outbox.Due(Noon)).EventId);
        Assert.Equal(2, outbox.Deliveries.Count);
    }

    [Fact]
    public void An_event_that_cannot_be_read_is_a_dead_letter_with_the_reason_and_holds_up_nothing()
    {
        var outbox = new Outbox([], []);
        UnreadableEvent[] unreadable = [new("incidents", 2, "It cannot be read: no.", [1, 2, 3])];

        outbox.Take("incidents", 3, [Opened("anomaly-1"), Opened("anomaly-3")], Webhook, [All()], Noon, unreadable);
        outbox.Take("incidents", 3, [], Webhook, [All()], Noon, unreadable);

        Assert.Equal(["anomaly-1", "anomaly-3"], outbox.Due(Noon).Select(delivery => delivery.EventId));
        var dead = Assert.Single(outbox.Deliveries, delivery => delivery.State == DeliveryState.Dead);
        Assert.Equal((EventTypes.Unreadable, "It cannot be read: no."), (dead.EventType, dead.LastFault));
        Assert.Equal(3, outbox.Cursors["incidents"]);
        using var json = JsonDocument.Parse(dead.Letter.Body);
        Assert.Equal("AQID", json.RootElement.GetProperty("data").GetProperty("payload").GetString());
        Assert.True(outbox.Redeliver(dead.Id, Noon));
    }

    [Fact]
    public void A_report_of_a_period_is_taken_once_however_long_ago_it_was_sent()
    {
        var outbox = new Outbox([], []);
        var subscription = All();
        outbox.TakeReport(Opened("report-all-2"), subscription, 2, Webhook, Noon);
        outbox.Record(outbox.Deliveries[0].Id, null, Schedule, Noon);
        var restarted = new Outbox(outbox.Cursors, []);

        restarted.TakeReport(Opened("report-all-2"), subscription, 2, Webhook, Noon);
        restarted.TakeReport(Opened("report-all-1"), subscription, 1, Webhook, Noon);
        Assert.Empty(restarted.Deliveries);
        restarted.TakeReport(Opened("report-all-3"), subscription, 3, Webhook, Noon);

        Assert.Equal("report-all-3", Assert.Single(restarted.Due(Noon)).EventId);
        Assert.Equal(3, restarted.ReportedToDay("all"));
    }

    [Fact]
    public void Whatever_happens_every_event_ends_delivered_or_dead_and_none_is_lost() => Prop.ForAll(
        Gen.Choose(0, 3).ArrayOf(60).ToArbitrary(),
        steps =>
        {
            var (outbox, now, told) = (new Outbox([], []), Noon, 0);
            foreach (var step in steps)
            {
                switch (step)
                {
                    case 0:
                        told++;
                        outbox.Take("incidents", told, [Opened($"{told}") with { AtUtc = now }], Webhook, [All()], now);
                        break;
                    case 1:
                        now = outbox.NextUtc is { } next && next > now ? next : now;
                        break;
                    default:
                        foreach (var due in outbox.Due(now).ToList())
                        {
                            outbox.Record(due.Id, step == 2 ? Down : null, Schedule, now);
                        }

                        break;
                }
            }

            while (outbox.NextUtc is { } last)
            {
                outbox.Record(outbox.Due(last).First().Id, Down, Schedule, last);
            }

            return outbox.Deliveries.Count == told
                && outbox.Deliveries.All(delivery => delivery.State is DeliveryState.Delivered or DeliveryState.Dead);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Only_so_many_delivered_and_dead_ones_are_kept()
    {
        var outbox = new Outbox([], []);
        for (var i = 1; i <= 2 * Outbox.DeadMax; i++)
        {
            outbox.Take("incidents", i, [Opened($"{i}")], Webhook, [All()], Noon);
            outbox.Record(outbox.Deliveries[^1].Id, i % 2 == 0 ? null : Down with { IsFinal = true }, Schedule, Noon.AddSeconds(i));
        }

        Assert.Equal(Outbox.DeadMax, outbox.Deliveries.Count(delivery => delivery.State == DeliveryState.Dead));
        Assert.Equal(Outbox.DeliveredMax, outbox.Deliveries.Count(delivery => delivery.State == DeliveryState.Delivered));
        Assert.Contains(outbox.Deliveries, delivery => delivery.EventId == $"{2 * Outbox.DeadMax}");
        Assert.Equal(Outbox.OpenMax, outbox.Room);
    }

    private static Outbox Filled(string eventId)
    {
        var outbox = new Outbox([], []);
        outbox.Take("incidents", 1, [Opened(eventId)], Webhook, [All()], Noon);
        return outbox;
    }
}
