using System.Globalization;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Server.Demo;

/// <summary>
/// Resources of the demo that could cost less, with the metrics that show it, beside one that looks like them and is
/// used: four weeks of hours, and then each hour as it begins. What is changed in the demo's cloud costs from then on what it is
/// changed to.
/// </summary>
internal sealed class DemoWaste(GrpcChannel channel, DemoCloud cloud, TimeProvider time)
{
    private const string Producer = "demo-waste";
    private const int HistoryDays = 28;
    private const int HoursPerDay = 24;
    private const int SecondsPerHour = 3_600;
    private const int HoursPerBatch = 48;
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly IReadOnlyList<DemoResource> _resources = DemoResources.All;

    /// <summary>Sends what the engine does not have.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        await ChargeAsync(cancellation);
        await MeasureAsync(cancellation);
    }

    /// <summary>Sends each hour when it is over.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async Task FollowAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            await CatchUpAsync(cancellation);
        }
    }

    private static Timestamp Start(long hour) => Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeSeconds(hour * SecondsPerHour));

    private static UsageRecord Record(int series, long hour, decimal amount)
    {
        var cost = amount.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            SeriesIndex = (uint)series,
            ChargePeriodStart = Start(hour),
            ChargePeriodEnd = Start(hour + 1),
            BilledCost = cost,
            EffectiveCost = cost,
            ListCost = cost,
            ContractedCost = cost,
            ConsumedQuantity = "1",
        };
    }

    // The hour that has begun is charged and measured when it is over.
    private long[] HoursAfter(Timestamp? known)
    {
        var end = time.GetUtcNow().ToUnixTimeSeconds() / SecondsPerHour;
        var from = known is null ? end - (HistoryDays * HoursPerDay) : (known.Seconds / SecondsPerHour) + 1;
        return [.. Enumerable.Range(0, (int)Math.Max(0, end - from)).Select(hour => from + hour)];
    }

    private async Task ChargeAsync(CancellationToken cancellation)
    {
        var hours = HoursAfter(await LastChargeAsync(cancellation));
        using var call = new IngestService.IngestServiceClient(channel).Stream(cancellationToken: cancellation);
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = Producer } }, cancellation);
        await call.ResponseStream.MoveNext(cancellation);
        var sequence = call.ResponseStream.Current.Opened.HighestSequence;
        foreach (var chunk in hours.Chunk(HoursPerBatch))
        {
            var batch = new UsageBatch { Sequence = ++sequence };
            batch.Series.AddRange(_resources.Select(resource => resource.Series(DemoResources.Account)));
            for (var index = 0; index < _resources.Count; index++)
            {
                var resource = _resources[index];
                batch.Records.AddRange(chunk.Select(hour => Record(index, hour, resource.HourlyCost * cloud.CostShare(resource.Name, hour))));
            }

            await call.RequestStream.WriteAsync(new() { Batch = batch }, cancellation);
            await call.ResponseStream.MoveNext(cancellation);
        }
    }

    private async Task MeasureAsync(CancellationToken cancellation)
    {
        var hours = HoursAfter(await LastSampleAsync(cancellation));
        using var call = new TelemetryService.TelemetryServiceClient(channel).Stream(cancellationToken: cancellation);
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = Producer } }, cancellation);
        await call.ResponseStream.MoveNext(cancellation);
        var sequence = call.ResponseStream.Current.Opened.HighestSequence;
        foreach (var chunk in hours.Chunk(HoursPerBatch))
        {
            var batch = new TelemetryBatch { Sequence = ++sequence };
            foreach (var (resource, metric, value) in _resources.SelectMany(one => one.Metrics.Select(own => (one, own.Metric, own.Value))))
            {
                batch.Samples.AddRange(chunk.Where(hour => cloud.IsRunning(resource.Name, hour)).Select(hour => new MetricSample
                {
                    SeriesIndex = (uint)batch.Series.Count, Time = Start(hour), Value = value(hour),
                }));
                batch.Series.Add(new MetricSeries
                {
                    Provider = DemoResource.Provider, BillingAccountId = DemoResources.Account, ResourceId = resource.Name, Metric = metric,
                });
            }

            await call.RequestStream.WriteAsync(new() { Batch = batch }, cancellation);
            await call.ResponseStream.MoveNext(cancellation);
        }
    }

    private Task<Timestamp?> LastChargeAsync(CancellationToken cancellation) => KnownAsync(async () =>
    {
        var request = new GetResourceRequest { ResourceId = _resources[0].Name, BillingAccountId = DemoResources.Account };
        return (await new CostService.CostServiceClient(channel).GetResourceAsync(request, cancellationToken: cancellation)).LastCharge;
    });

    private Task<Timestamp?> LastSampleAsync(CancellationToken cancellation) => KnownAsync(async () =>
    {
        var request = new GetMetricsRequest
        {
            ResourceId = _resources[0].Name, Provider = DemoResource.Provider, BillingAccountId = DemoResources.Account,
        };
        var known = await new TelemetryService.TelemetryServiceClient(channel).GetMetricsAsync(request, cancellationToken: cancellation);
        return known.Metrics[0].LastTime;
    });

    private static async Task<Timestamp?> KnownAsync(Func<Task<Timestamp>> read)
    {
        try
        {
            return await read();
        }
        catch (RpcException missing) when (missing.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
