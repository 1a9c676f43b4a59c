using System.Globalization;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Server.Demo;

/// <summary>
/// Resources of the demo that could cost less, with the metrics that show it, beside one that looks like them and is
/// used: four weeks of hours, and then each hour as it begins.
/// </summary>
internal sealed class DemoWaste(GrpcChannel channel, TimeProvider time)
{
    private const string Producer = "demo-waste";
    private const string Account = "demo-waste";
    private const int HistoryDays = 28;
    private const int HoursPerDay = 24;
    private const int SecondsPerHour = 3_600;
    private const int HoursPerBatch = 48;
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly DemoResource[] _resources =
    [
        new("vm-reports", "Instance", "BoxUsage:m5.4xlarge", "production", 0.768m,
            ("cpu.utilization", hour => 6 + (hour % 5)), ("memory.utilization", hour => 17 + (hour % 2)),
            ("network.receive", _ => 4e6), ("requests", hour => 40 + (hour % HoursPerDay))),
        new("vm-shop", "Instance", "BoxUsage:m5.4xlarge", "production", 0.768m,
            ("cpu.utilization", hour => 48 + (hour % 11)), ("memory.utilization", hour => 66 + (hour % 4)),
            ("network.receive", _ => 9e7), ("requests", hour => 900 + (10 * (hour % HoursPerDay)))),
        new("vm-builds", "Instance", "BoxUsage:c5.2xlarge", "dev", 0.34m,
            ("cpu.utilization", hour => IsOfficeHour(hour) ? 55 + (hour % 7) : 0.4), ("memory.utilization", hour => IsOfficeHour(hour) ? 61 : 9),
            ("network.receive", hour => IsOfficeHour(hour) ? 3e6 : 50)),
        new("vm-forgotten", "Instance", "BoxUsage:m5.large", "test", 0.096m,
            ("cpu.utilization", hour => 0.5 + (0.1 * (hour % 3))), ("memory.utilization", _ => 7), ("network.receive", _ => 80),
            ("network.transmit", _ => 60)),
        new("vol-lost", "Volume", "EBS:VolumeUsage.gp3", "dev", 0.055m, ("attachments", _ => 0)),
        new("eip-unused", "Elastic IP", "ElasticIP:IdleAddress", "dev", 0.005m, ("attachments", _ => 0)),
    ];

    /// <summary>Sends what the engine does not have, now and whenever an hour has begun.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Look, time);
        do
        {
            await ChargeAsync(cancellation);
            await MeasureAsync(cancellation);
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    // The epoch began on a Thursday.
    private static bool IsOfficeHour(long hour) =>
        ((hour / HoursPerDay) + 3) % 7 < 5 && hour % HoursPerDay is >= 7 and < 18;

    private static Timestamp Start(long hour) => Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeSeconds(hour * SecondsPerHour));

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
            batch.Series.AddRange(_resources.Select(resource => resource.Series(Account)));
            for (var index = 0; index < _resources.Length; index++)
            {
                var cost = _resources[index].HourlyCost.ToString(CultureInfo.InvariantCulture);
                batch.Records.AddRange(chunk.Select(hour => new UsageRecord
                {
                    SeriesIndex = (uint)index,
                    ChargePeriodStart = Start(hour),
                    ChargePeriodEnd = Start(hour + 1),
                    BilledCost = cost,
                    EffectiveCost = cost,
                    ListCost = cost,
                    ContractedCost = cost,
                    ConsumedQuantity = "1",
                }));
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
                batch.Samples.AddRange(chunk.Select(hour => new MetricSample
                {
                    SeriesIndex = (uint)batch.Series.Count, Time = Start(hour), Value = value(hour),
                }));
                batch.Series.Add(new MetricSeries
                {
                    Provider = DemoResource.Provider, BillingAccountId = Account, ResourceId = resource.Name, Metric = metric,
                });
            }

            await call.RequestStream.WriteAsync(new() { Batch = batch }, cancellation);
            await call.ResponseStream.MoveNext(cancellation);
        }
    }

    private Task<Timestamp?> LastChargeAsync(CancellationToken cancellation) => KnownAsync(async () =>
    {
        var request = new GetResourceRequest { ResourceId = _resources[0].Name, BillingAccountId = Account };
        return (await new CostService.CostServiceClient(channel).GetResourceAsync(request, cancellationToken: cancellation)).LastCharge;
    });

    private Task<Timestamp?> LastSampleAsync(CancellationToken cancellation) => KnownAsync(async () =>
    {
        var request = new GetMetricsRequest
        {
            ResourceId = _resources[0].Name, Provider = DemoResource.Provider, BillingAccountId = Account,
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
