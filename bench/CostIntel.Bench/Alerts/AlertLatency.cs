using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CostIntel.Bench.Load;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Bench.Alerts;

/// <summary>
/// From the record leaving a client to the alert reaching a subscriber, through two gRPC connections to a running engine,
/// while others stream usage at a steady rate.
/// </summary>
public static class AlertLatency
{
    private const int HistoryHours = 60;
    private const int RecordsPerBatch = 500;
    private const int SecondsPerHour = 3_600;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<object> RunAsync(string server, int alerts, int loadPerSecond)
    {
        using var channel = GrpcChannel.ForAddress(server);
        var run = $"alerts-{Environment.ProcessId}";
        var hour = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / SecondsPerHour * SecondsPerHour;
        await TeachAsync(channel, run, alerts, hour);
        using var end = new CancellationTokenSource();
        var (left, reached) = (new ConcurrentDictionary<string, long>(), new ConcurrentDictionary<string, double>());
        using var watchChannel = GrpcChannel.ForAddress(server);
        using var watch = new AnomalyService.AnomalyServiceClient(watchChannel).Watch(new(), cancellationToken: end.Token);
        await watch.ResponseHeadersAsync;
        var watching = WatchAsync(watch.ResponseStream, left, reached, end.Token);
        var loading = LoadAsync(server, run, loadPerSecond, () => end.IsCancellationRequested);
        await InjectAsync(channel, run, alerts, hour, left);
        var clock = Stopwatch.StartNew();
        while (reached.Count < alerts && clock.Elapsed < Patience)
        {
            await Task.Delay(Between);
        }

        await end.CancelAsync();
        await Task.WhenAll(watching, loading);
        var sorted = reached.Values.Order().ToArray();
        return new
        {
            alerts,
            told = sorted.Length,
            recordsPerSecond = await loading,
            p50Ms = At(sorted, 0.5),
            p90Ms = At(sorted, 0.9),
            p99Ms = At(sorted, 0.99),
            maxMs = sorted.LastOrDefault(),
        };
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    private static string IdOf(string run, int number) => $"{run}-{number}";

    private static async Task TeachAsync(GrpcChannel channel, string run, int alerts, long hour)
    {
        using var call = new IngestService.IngestServiceClient(channel).Stream();
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = $"{run}-history" } });
        for (var number = 0; number < alerts; number++)
        {
            var charges = Enumerable.Range(1, HistoryHours).Reverse()
                .Select(back => (hour - (back * SecondsPerHour), 1m + (0.01m * (back * 7919 % 11))));
            await call.RequestStream.WriteAsync(new() { Batch = Batch(run, number, (ulong)number + 1, charges) });
        }

        await call.RequestStream.CompleteAsync();
        await foreach (var _ in call.ResponseStream.ReadAllAsync())
        {
        }

        var costs = new CostService.CostServiceClient(channel);
        for (var number = 0; number < alerts; number++)
        {
            var resource = new GetResourceRequest { ResourceId = IdOf(run, number) };
            while ((await costs.GetResourceAsync(resource)).Outlooks.FirstOrDefault()?.Learnt is not >= HistoryHours - 1)
            {
                await Task.Delay(Between);
            }
        }
    }

    private static async Task InjectAsync(
        GrpcChannel channel, string run, int alerts, long hour, ConcurrentDictionary<string, long> left)
    {
        using var call = new IngestService.IngestServiceClient(channel).Stream();
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = $"{run}-runaway" } });
        for (var number = 0; number < alerts; number++)
        {
            var batch = Batch(run, number, (ulong)number + 1, [(hour, 500m)]);
            left[IdOf(run, number)] = Stopwatch.GetTimestamp();
            await call.RequestStream.WriteAsync(new() { Batch = batch });
            await Task.Delay(Between);
        }

        await call.RequestStream.CompleteAsync();
        await foreach (var _ in call.ResponseStream.ReadAllAsync())
        {
        }
    }

    private static async Task WatchAsync(
        IAsyncStreamReader<AnomalyEvent> events,
        ConcurrentDictionary<string, long> left,
        ConcurrentDictionary<string, double> reached,
        CancellationToken end)
    {
        try
        {
            await foreach (var happened in events.ReadAllAsync(end))
            {
                var id = happened.Incident.BillingAccountId;
                if (left.TryGetValue(id, out var start))
                {
                    reached.TryAdd(id, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }
        catch (Exception stop) when (end.IsCancellationRequested && stop is RpcException or OperationCanceledException)
        {
            // Enough was seen.
        }
    }

    private static async Task<double> LoadAsync(string server, string run, int perSecond, Func<bool> isEnough)
    {
        if (perSecond == 0)
        {
            return 0;
        }

        using var channel = GrpcChannel.ForAddress(server);
        using var call = new IngestService.IngestServiceClient(channel).Stream();
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = $"{run}-load" } });
        var start = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / SecondsPerHour * SecondsPerHour;
        var batches = new LoadBatches(new LoadOptions(10_000, RecordsPerBatch, 1, 0, 0), 0, start);
        var (clock, records) = (Stopwatch.StartNew(), 0L);
        var counting = CountAsync(call.ResponseStream);
        for (var sequence = 1UL; !isEnough(); sequence++)
        {
            await call.RequestStream.WriteAsync(new() { Batch = batches.Next(sequence) });
            records += RecordsPerBatch;
            var ahead = (records / (double)perSecond) - clock.Elapsed.TotalSeconds;
            if (ahead > 0.005)
            {
                await Task.Delay(TimeSpan.FromSeconds(ahead));
            }
        }

        await call.RequestStream.CompleteAsync();
        return await counting / clock.Elapsed.TotalSeconds;
    }

    private static async Task<long> CountAsync(IAsyncStreamReader<IngestStreamResponse> responses)
    {
        var accepted = 0L;
        await foreach (var response in responses.ReadAllAsync())
        {
            accepted += response.Ack?.Accepted ?? 0;
        }

        return accepted;
    }

    // Each has an account of its own: what one account raises at the same time would become one incident.
    private static UsageBatch Batch(string run, int number, ulong sequence, IEnumerable<(long Start, decimal Cost)> charges)
    {
        var batch = new UsageBatch { Sequence = sequence };
        batch.Series.Add(new Series
        {
            Provider = "aws",
            BillingAccountId = IdOf(run, number),
            ResourceId = IdOf(run, number),
            ServiceName = "Compute",
            ChargeCategory = "Usage",
            BillingCurrency = "USD",
        });
        foreach (var (start, cost) in charges)
        {
            batch.Records.Add(new UsageRecord
            {
                ChargePeriodStart = new Timestamp { Seconds = start },
                ChargePeriodEnd = new Timestamp { Seconds = start + SecondsPerHour },
                BilledCost = cost.ToString(CultureInfo.InvariantCulture),
            });
        }

        return batch;
    }
}
