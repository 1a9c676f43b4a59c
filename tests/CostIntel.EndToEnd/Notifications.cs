using System.Text.Json;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Notifications;
using CostIntel.TestKit;
using Grpc.Core;
using Grpc.Net.Client;
using ChannelKind = CostIntel.Contracts.V1.ChannelKind;
using DeliveryState = CostIntel.Contracts.V1.DeliveryState;

namespace CostIntel.EndToEnd;

/// <summary>What happens in a running engine is told to receivers that are not always well.</summary>
public sealed class Notifications : IAsyncLifetime, IDisposable
{
    private const int Days = 30;
    private const int Disks = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new(Patience);
    private readonly string _secret = StandardWebhooks.Format([.. Enumerable.Repeat((byte)7, 32)]);
    private WebhookReceiver _receiver = null!;
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private NotificationService.NotificationServiceClient Client => new(_channel);

    public async Task InitializeAsync()
    {
        _receiver = new WebhookReceiver();
        _engine = await EngineProcess.StartAsync(
            _folder.File("data"),
            "--CostIntel:Recommendations:LookAfter=00:00:00.500",
            "--CostIntel:Notifications:FirstRetry=00:00:00.050",
            "--CostIntel:Notifications:Timeout=00:00:02",
            "--CostIntel:Notifications:AllowedNetworks:0=127.0.0.1/32");
        _channel = GrpcChannel.ForAddress(_engine.Url);
        await new RecommendationService.RecommendationServiceClient(_channel)
            .PutPolicyAsync(new() { Yaml = "commitments: {enabled: false}" });
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _engine.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    public void Dispose()
    {
        _end.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_event_arrives_with_one_id_at_a_receiver_that_drops_delays_and_fails()
    {
        // Of each four messages the first time: one fails, one is hung up on, one is taken but answered too late, one is well.
        var order = 0;
        _receiver.Answer = async (_, attempt) =>
        {
            switch (attempt > 1 ? 3 : Interlocked.Increment(ref order) % 4)
            {
                case 0: return 500;
                case 1: return 0;
                case 2:
                    await Task.Delay(TimeSpan.FromSeconds(3), _end.Token);
                    return 200;
                default: return 204;
            }
        };
        await PutAsync("hook");
        await ProposeAsync("bad-days", Disks);

        var came = await TakeUntilAsync(received => received.Select(EventOf).Distinct().Count() == Disks);
        await UntilAsync(async () => (await ListAsync("hook", DeliveryState.Delivered)).Count == Disks);

        Assert.All(came, received => Assert.True(received.IsSignedWith(_secret)));
        Assert.Equal("application/cloudevents+json; charset=utf-8", came[0].ContentType);
        Assert.Equal(Disks, came.Select(received => (EventOf(received), received.Id)).Distinct().Count());
        Assert.Equal(Disks, came.Select(received => (received.Id, received.Text)).Distinct().Count());
        Assert.Equal(await EventsAsync(Disks), came.Select(EventOf).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(await ListAsync("hook", DeliveryState.Dead));
    }

    [Fact]
    public async Task A_kill_between_an_event_and_its_delivery_loses_nothing()
    {
        _receiver.Answer = (_, _) => Task.FromResult(503);
        await PutAsync("hook");
        await ProposeAsync("killed", 3);
        var before = await TakeUntilAsync(received => received.Select(EventOf).Distinct().Count() == 3);
        await _engine.KillAsync();
        _receiver.Answer = (_, _) => Task.FromResult(200);
        while (_receiver.All.TryRead(out _))
        {
            // What came while the receiver was ill is of no interest any more.
        }

        await _engine.StartAgainAsync();

        var after = await TakeUntilAsync(received => received.Select(EventOf).Distinct().Count() == 3);
        Assert.Equal(
            before.Select(received => (received.Id, received.Text)).Distinct().OrderBy(one => one.Id),
            after.Select(received => (received.Id, received.Text)).Distinct().OrderBy(one => one.Id));
        await UntilAsync(async () => (await ListAsync("hook", DeliveryState.Delivered)).Count == 3);
    }

    [Fact]
    public async Task A_dead_letter_can_be_looked_at_and_sent_again()
    {
        _receiver.Answer = (_, _) => Task.FromResult(410);
        await PutAsync("hook");
        await ProposeAsync("dead", 1);
        await UntilAsync(async () => (await ListAsync("hook", DeliveryState.Dead)).Count == 1);
        var dead = Assert.Single(await ListAsync("hook", DeliveryState.Dead));
        _receiver.Answer = (_, _) => Task.FromResult(200);

        var shown = await CliAsync("notifications", "deliveries", "hook");
        var again = await CliAsync("notifications", "redeliver", "hook", dead.DeliveryId);
        await UntilAsync(async () => (await ListAsync("hook", DeliveryState.Delivered)).Count == 1);

        Assert.Contains("HTTP 410", shown, StringComparison.Ordinal);
        Assert.Equal("1 sent again.", again.Trim());
        var came = await TakeUntilAsync(received => received.Count == 2);
        Assert.Equal([dead.DeliveryId, dead.DeliveryId], came.Select(received => received.Id));
    }

    [Fact]
    public async Task While_secrets_overlap_both_signatures_are_sent_and_none_is_ever_shown()
    {
        await PutAsync("hook");
        var output = await CliAsync("notifications", "channels", "rotate", "hook");
        var second = output.Trim().Split('\n')[^1].Trim();

        var test = await Client.TestChannelAsync(new() { ChannelId = "hook" });
        var received = Assert.Single(await TakeUntilAsync(came => came.Count == 1));
        var listed = (await Client.ListChannelsAsync(new())).ToString();

        Assert.True(test.IsDelivered, test.Fault);
        Assert.True(received.IsSignedWith(_secret));
        Assert.True(received.IsSignedWith(second));
        Assert.Contains("\"secrets\": 2", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("/token-", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", _engine.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slack_and_templates_get_their_own_form_and_redirects_are_not_followed()
    {
        await Client.PutChannelAsync(new() { ChannelId = "chat", Kind = ChannelKind.Slack, Url = _receiver.Url });
        await Client.PutChannelAsync(new()
        {
            ChannelId = "own", Kind = ChannelKind.Template, Url = _receiver.Url, Template = "{\"title\": \"{{summary}}\"}",
        });

        await Client.TestChannelAsync(new() { ChannelId = "chat" });
        await Client.TestChannelAsync(new() { ChannelId = "own" });
        var came = await TakeUntilAsync(received => received.Count == 2);
        _receiver.Answer = (_, _) => Task.FromResult(302);
        var redirected = await Client.TestChannelAsync(new() { ChannelId = "own" });

        Assert.Equal("""{"text":"This is a test of channel chat"}""", came[0].Text);
        Assert.Equal("""{"title": "This is a test of channel own"}""", came[1].Text);
        Assert.Equal((false, "HTTP 302; redirects are not followed."), (redirected.IsDelivered, redirected.Fault));
        Assert.Single(await TakeUntilAsync(received => received.Count == 1));
    }

    [Fact]
    public async Task Addresses_that_are_not_public_are_refused_unless_the_operator_allows_them()
    {
        async Task<RpcException> RefusedAsync(string url) => await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.PutChannelAsync(new() { ChannelId = "x", Kind = ChannelKind.Slack, Url = url }));

        foreach (var url in (string[])["http://169.254.169.254/latest", "https://[::1]/", "https://10.0.0.1/", "https://2130706434/"])
        {
            var refused = await RefusedAsync(url);
            Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
            Assert.Contains("not public", refused.Status.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_refused_with_the_field()
    {
        async Task<string> WrongAsync(Func<Task> ask) => (await Assert.ThrowsAsync<RpcException>(ask)).Status.Detail;
        await PutAsync("hook");

        Assert.Contains("There is no channel 'none'", await WrongAsync(async () =>
            await Client.PutSubscriptionAsync(new() { SubscriptionId = "s", ChannelId = "none" })), StringComparison.Ordinal);
        Assert.Contains("event_types", await WrongAsync(async () => await Client.PutSubscriptionAsync(
            new() { SubscriptionId = "s", ChannelId = "hook", EventTypes = { "opened" } })), StringComparison.Ordinal);
        Assert.Contains("quiet_hours.time_zone", await WrongAsync(async () => await Client.PutSubscriptionAsync(new()
        {
            SubscriptionId = "s", ChannelId = "hook", QuietHours = new() { Start = "22:00", End = "07:00", TimeZone = "Mars/Base" },
        })), StringComparison.Ordinal);
        Assert.Contains("secret", await WrongAsync(async () => await Client.PutChannelAsync(
            new() { ChannelId = "new", Kind = ChannelKind.Webhook, Url = _receiver.Url })), StringComparison.Ordinal);
        Assert.Contains("stays so", await WrongAsync(async () => await Client.PutChannelAsync(
            new() { ChannelId = "hook", Kind = ChannelKind.Slack })), StringComparison.Ordinal);
        Assert.Contains("SMTP", await WrongAsync(async () => await Client.PutChannelAsync(
            new() { ChannelId = "mail", Kind = ChannelKind.Email, Recipients = { "a@example.org" } })), StringComparison.Ordinal);
    }

    private static string EventOf(Received received)
    {
        using var json = JsonDocument.Parse(received.Body);
        return json.RootElement.GetProperty("id").GetString()!;
    }

    private async Task PutAsync(string channel)
    {
        await Client.PutChannelAsync(new()
        {
            ChannelId = channel, Kind = ChannelKind.Webhook, Url = _receiver.Url + "token-1", Secret = _secret,
        });
        await Client.PutSubscriptionAsync(new()
        {
            SubscriptionId = "proposed", ChannelId = channel, EventTypes = { "io.costintel.recommendation.proposed.v1" },
        });
    }

    private async Task ProposeAsync(string account, int count)
    {
        var fleet = new FleetClient(_channel, account);
        for (var i = 0; i < count; i++)
        {
            var disk = fleet.Disk($"vol-{i}");
            await fleet.ChargeAsync(disk, Days, _ => 0.2m);
            await fleet.MeasureAsync(disk, "attachments", Days, _ => 0);
        }
    }

    private async Task<List<Received>> TakeUntilAsync(Func<List<Received>, bool> isEnough)
    {
        var came = new List<Received>();
        while (!isEnough(came))
        {
            came.Add(await _receiver.All.ReadAsync(_end.Token));
        }

        return came;
    }

    /// <summary>Ids of what was proposed, as the engine's own stream tells them.</summary>
    private async Task<IEnumerable<string>> EventsAsync(int count)
    {
        using var watch = new RecommendationService.RecommendationServiceClient(_channel)
            .Watch(new() { AfterCursor = 0 }, cancellationToken: _end.Token);
        var ids = new List<string>();
        while (ids.Count < count && await watch.ResponseStream.MoveNext(_end.Token))
        {
            if (watch.ResponseStream.Current.Entry.Change == RecommendationChange.Proposed)
            {
                ids.Add($"recommendation-{watch.ResponseStream.Current.Cursor}");
            }
        }

        return ids.Order(StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<Contracts.V1.Delivery>> ListAsync(string channel, DeliveryState state) =>
        (await Client.ListDeliveriesAsync(
            new() { ChannelId = channel, States = { state } }, cancellationToken: _end.Token)).Deliveries;

    private async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Task.Delay(50, _end.Token);
        }
    }

    private async Task<string> CliAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await Programs.RunCliAsync(_engine.Url, arguments);
        Assert.True(exitCode == 0, error);
        return output;
    }
}
