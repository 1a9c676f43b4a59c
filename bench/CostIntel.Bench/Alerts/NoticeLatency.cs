using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CostIntel.Bench.Recommendations;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Notifications;
using Grpc.Net.Client;
using ChannelKind = CostIntel.Contracts.V1.ChannelKind;

namespace CostIntel.Bench.Alerts;

/// <summary>
/// From the time of an event, which is before it is on disk, to its webhook at a receiver that is well.
/// </summary>
public static class NoticeLatency
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<object> RunAsync(string server, int events)
    {
        using var channel = GrpcChannel.ForAddress(server);
        var account = $"notices-{Environment.ProcessId}";
        var waste = (events + 1) / 2;
        await PolicyRefresh.FillAsync(channel, account, 2 * waste);
        var arrived = new ConcurrentDictionary<string, double>();
        var url = $"http://127.0.0.1:{FreePort()}/";
        using var listener = new HttpListener();
        listener.Prefixes.Add(url);
        listener.Start();
        var serving = ServeAsync(listener, arrived);
        await SubscribeAsync(channel, account, url);
        await SayAsync(channel, account);
        await UntilAsync(arrived, 2 * waste);
        var sorted = arrived.Values.Order().ToArray();
        await new NotificationService.NotificationServiceClient(channel).DeleteChannelAsync(new() { ChannelId = account });
        listener.Close();
        await serving;
        return new
        {
            events = 2 * waste,
            told = sorted.Length,
            p50Ms = At(sorted, 0.5),
            p90Ms = At(sorted, 0.9),
            p99Ms = At(sorted, 0.99),
            maxMs = sorted.LastOrDefault(),
        };
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    private static async Task SubscribeAsync(GrpcChannel channel, string account, string url)
    {
        var client = new NotificationService.NotificationServiceClient(channel);
        var secret = StandardWebhooks.Format([.. Enumerable.Repeat((byte)5, 32)]);
        await client.PutChannelAsync(new() { ChannelId = account, Kind = ChannelKind.Webhook, Url = url, Secret = secret });
        await client.PutSubscriptionAsync(new()
        {
            SubscriptionId = account,
            ChannelId = account,
            EventTypes = { "io.costintel.recommendation.applied.v1", "io.costintel.recommendation.rolled_back.v1" },
        });
    }

    private static async Task SayAsync(GrpcChannel channel, string account)
    {
        var client = new RecommendationService.RecommendationServiceClient(channel);
        var found = await client.ListAsync(new()
        {
            PageSize = 1_000, Filters = { new CostFilter { Dimension = "account", Values = { account } } },
        });
        foreach (var one in found.Recommendations)
        {
            await client.ReportAppliedAsync(new() { RecommendationId = one.RecommendationId });
            await Task.Delay(Between);
            await client.ReportRolledBackAsync(new() { RecommendationId = one.RecommendationId });
            await Task.Delay(Between);
        }
    }

    private static async Task UntilAsync(ConcurrentDictionary<string, double> arrived, int count)
    {
        var clock = Stopwatch.StartNew();
        while (arrived.Count < count && clock.Elapsed < Patience)
        {
            await Task.Delay(Between);
        }
    }

    private static async Task ServeAsync(
        HttpListener listener, ConcurrentDictionary<string, double> arrived)
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                var now = TimeProvider.System.GetUtcNow();
                using var json = await JsonDocument.ParseAsync(context.Request.InputStream);
                var notice = json.RootElement;
                arrived.TryAdd(
                    notice.GetProperty("id").GetString()!,
                    (now - notice.GetProperty("time").GetDateTimeOffset()).TotalMilliseconds);
                context.Response.StatusCode = 204;
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // Enough was seen.
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
