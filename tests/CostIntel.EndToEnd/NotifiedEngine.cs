using CostIntel.Contracts.V1;
using CostIntel.Domain.Notifications;
using CostIntel.TestKit;
using Grpc.Net.Client;
using ChannelKind = CostIntel.Contracts.V1.ChannelKind;
using DeliveryState = CostIntel.Contracts.V1.DeliveryState;

namespace CostIntel.EndToEnd;

/// <summary>An engine with a receiver of webhooks beside it, that it may send to.</summary>
internal sealed class NotifiedEngine : IAsyncDisposable
{
    public const string Hook = "hook";

    private const int Days = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new(Patience);
    private GrpcChannel _channel = null!;

    public WebhookReceiver Receiver { get; } = new();

    public string Secret { get; } = StandardWebhooks.Format([.. Enumerable.Repeat((byte)7, 32)]);

    public EngineProcess Engine { get; private set; } = null!;

    public string Folder => _folder.File("data");

    public CancellationToken End => _end.Token;

    public GrpcChannel Channel => _channel;

    public NotificationService.NotificationServiceClient Client => new(_channel);

    public static async Task<NotifiedEngine> StartAsync(params string[] settings)
    {
        var notified = new NotifiedEngine();
        notified.Engine = await EngineProcess.StartAsync(
            notified.Folder,
            [
                "--CostIntel:Recommendations:LookAfter=00:00:00.500",
                "--CostIntel:Notifications:FirstRetry=00:00:00.050",
                "--CostIntel:Notifications:Timeout=00:00:02",
                "--CostIntel:Notifications:AllowedNetworks:0=127.0.0.1/32",
                .. settings,
            ]);
        notified._channel = GrpcChannel.ForAddress(notified.Engine.Url);
        await new RecommendationService.RecommendationServiceClient(notified._channel)
            .PutPolicyAsync(new() { Yaml = "commitments: {enabled: false}" });
        return notified;
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await Engine.DisposeAsync();
        await Receiver.DisposeAsync();
        _end.Dispose();
        _folder.Dispose();
    }

    /// <summary>Makes the webhook, and subscribes it to some types.</summary>
    public async Task PutHookAsync(params string[] types)
    {
        await Client.PutChannelAsync(new() { ChannelId = Hook, Kind = ChannelKind.Webhook, Url = Receiver.Url, Secret = Secret });
        await Client.PutSubscriptionAsync(new() { SubscriptionId = "told", ChannelId = Hook, EventTypes = { types } });
    }

    /// <summary>Streams disks that are attached to nothing: each is proposed to be deleted.</summary>
    public async Task ProposeAsync(string account, int count)
    {
        var fleet = new FleetClient(_channel, account);
        for (var i = 0; i < count; i++)
        {
            var disk = fleet.Disk($"vol-{i}");
            await fleet.ChargeAsync(disk, Days, _ => 0.2m);
            await fleet.MeasureAsync(disk, "attachments", Days, _ => 0);
        }
    }

    public async Task<List<Received>> TakeUntilAsync(Func<List<Received>, bool> isEnough)
    {
        var came = new List<Received>();
        while (!isEnough(came))
        {
            came.Add(await Receiver.All.ReadAsync(_end.Token));
        }

        return came;
    }

    public async Task<IReadOnlyList<Contracts.V1.Delivery>> ListAsync(DeliveryState state) =>
        (await Client.ListDeliveriesAsync(new() { ChannelId = Hook, States = { state } }, cancellationToken: _end.Token)).Deliveries;

    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Task.Delay(50, _end.Token);
        }
    }

    /// <summary>Runs the command line; it must succeed.</summary>
    public async Task<string> CliAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await Programs.RunCliAsync(Engine.Url, arguments);
        Assert.True(exitCode == 0, error);
        return output;
    }
}
