using System.Text.Json;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Notifications;
using CostIntel.EndToEnd;
using CostIntel.TestKit;
using Grpc.Net.Client;
using ChannelKind = CostIntel.Contracts.V1.ChannelKind;
using DeliveryState = CostIntel.Contracts.V1.DeliveryState;

namespace CostIntel.Crash;

/// <summary>
/// The engine is killed again and again while it tells a receiver that hangs up, is too slow, and answers 500 to what it has
/// taken.
/// </summary>
public sealed class WebhookKills : IAsyncLifetime, IDisposable
{
    private const int Seed = 20261122;
    private const int Rounds = 8;
    private const int Disks = 15;
    private const int Days = 16;
    private const int IllAttemptsMax = 3;
    private const string Nothing = "{minimum_saving: 1000000000, commitments: {enabled: false}}";
    private const string Everything = "commitments: {enabled: false}";

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(4));
    private readonly string _secret = StandardWebhooks.Format([.. Enumerable.Repeat((byte)9, 32)]);
    private readonly Random _random = new(Seed);
    private WebhookReceiver _receiver = null!;
    private EngineProcess _engine = null!;

    public async Task InitializeAsync()
    {
        _receiver = new WebhookReceiver { Answer = AnswerIllAsync };
        _engine = await EngineProcess.StartAsync(
            _folder.FullName,
            "--CostIntel:Recommendations:LookAfter=00:00:00.100",
            "--CostIntel:Notifications:FirstRetry=00:00:00.020",
            "--CostIntel:Notifications:AttemptsMax=50",
            "--CostIntel:Notifications:Timeout=00:00:00.500",
            "--CostIntel:Notifications:AllowedNetworks:0=127.0.0.1/32");
    }

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_event_arrives_with_one_id_however_ill_the_receiver_and_however_often_the_engine_is_killed()
    {
        await PrepareAsync();
        for (var round = 0; round < Rounds; round++)
        {
            await PutPolicyAsync(round % 2 == 0 ? Nothing : Everything);
            await Task.Delay(_random.Next(0, 500), _limit.Token);
            await _engine.KillAsync();
            await _engine.StartAgainAsync();
        }

        var happened = await UntilRejectedAsync();
        var came = await TakeUntilAsync(received => happened.IsSubsetOf(received.Select(EventOf)));

        Assert.True(happened.Count >= 2 * Disks, $"Only {happened.Count} events (seed {Seed}).");
        Assert.True(came.Count > happened.Count, $"Nothing came twice (seed {Seed}).");
        Assert.All(came, received => Assert.True(received.IsSignedWith(_secret)));
        foreach (var own in came.GroupBy(EventOf))
        {
            Assert.Single(own.Select(received => (received.Id, received.Text)).Distinct());
        }

        Assert.Equal(came.Select(EventOf).Distinct().Count(), came.Select(received => received.Id).Distinct().Count());
        using var channel = GrpcChannel.ForAddress(_engine.Url);
        var dead = await new NotificationService.NotificationServiceClient(channel)
            .ListDeliveriesAsync(new() { ChannelId = "hook", States = { DeliveryState.Dead } });
        Assert.Empty(dead.Deliveries);
    }

    // What it is, depends on the message and on how often it came: the first three times it is mostly ill.
    private async Task<int> AnswerIllAsync(Received received, int attempt)
    {
        var mood = attempt > IllAttemptsMax ? 0 : (received.Id[^1] + attempt) % 5;
        switch (mood)
        {
            case 1: return 0;
            case 2: return 500;
            case 3:
                await Task.Delay(TimeSpan.FromSeconds(1), _limit.Token);
                return 200;
            case 4:
                await Task.Delay(TimeSpan.FromMilliseconds(100), _limit.Token);
                return 204;
            default: return 204;
        }
    }

    private async Task PrepareAsync()
    {
        using var channel = GrpcChannel.ForAddress(_engine.Url);
        await new RecommendationService.RecommendationServiceClient(channel).PutPolicyAsync(new() { Yaml = Everything });
        var notifications = new NotificationService.NotificationServiceClient(channel);
        await notifications.PutChannelAsync(
            new() { ChannelId = "hook", Kind = ChannelKind.Webhook, Url = _receiver.Url, Secret = _secret });
        await notifications.PutSubscriptionAsync(
            new() { SubscriptionId = "all", ChannelId = "hook", EventTypes = { "io.costintel.recommendation.*" } });
        var fleet = new FleetClient(channel, "killed");
        for (var i = 0; i < Disks; i++)
        {
            var disk = fleet.Disk($"vol-{i}");
            await fleet.ChargeAsync(disk, Days, _ => 0.2m);
            await fleet.MeasureAsync(disk, "attachments", Days, _ => 0);
        }

        await UntilProposedAsync(channel, Disks);
    }

    private async Task<ListRecommendationsResponse> UntilProposedAsync(GrpcChannel channel, int count)
    {
        var client = new RecommendationService.RecommendationServiceClient(channel);
        while (true)
        {
            var found = await client.ListAsync(new(), cancellationToken: _limit.Token);
            if (found.Recommendations.Count >= count)
            {
                return found;
            }

            await Task.Delay(50, _limit.Token);
        }
    }

    private async Task PutPolicyAsync(string yaml)
    {
        using var channel = GrpcChannel.ForAddress(_engine.Url);
        await new RecommendationService.RecommendationServiceClient(channel).PutPolicyAsync(new() { Yaml = yaml });
    }

    /// <summary>Rejects one as the last thing that happens; ids of all that has happened, as the engine's own feed has it.</summary>
    private async Task<HashSet<string>> UntilRejectedAsync()
    {
        using var channel = GrpcChannel.ForAddress(_engine.Url);
        var client = new RecommendationService.RecommendationServiceClient(channel);
        await PutPolicyAsync(Everything);
        var last = (await UntilProposedAsync(channel, 1)).Recommendations[0].RecommendationId;
        await client.RejectAsync(new() { RecommendationId = last });
        using var watch = client.Watch(new() { AfterCursor = 0 }, cancellationToken: _limit.Token);
        var ids = new HashSet<string>();
        while (await watch.ResponseStream.MoveNext(_limit.Token))
        {
            var happened = watch.ResponseStream.Current;
            ids.Add($"recommendation-{happened.Cursor}");
            if (happened.Entry.Change == RecommendationChange.Rejected)
            {
                break;
            }
        }

        return ids;
    }

    private async Task<List<Received>> TakeUntilAsync(Func<List<Received>, bool> isEnough)
    {
        var came = new List<Received>();
        while (!isEnough(came))
        {
            came.Add(await _receiver.All.ReadAsync(_limit.Token));
        }

        return came;
    }

    private static string EventOf(Received received)
    {
        using var json = JsonDocument.Parse(received.Body);
        return json.RootElement.GetProperty("id").GetString()!;
    }
}
