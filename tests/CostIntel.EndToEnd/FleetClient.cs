using System.Globalization;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>Streams hourly charges and metrics of resources up to now, as their owners would.</summary>
internal sealed class FleetClient(GrpcChannel channel, string account)
{
    private const int SamplesPerBatch = 2_000;

    private readonly DateTime _now = Hour(TimeProvider.System.GetUtcNow().UtcDateTime);
    private int _producers;

    public string Account { get; } = account;

    /// <summary>A machine of a known type.</summary>
    public Series Machine(string resource, string type, string environment) => Of(resource, series =>
    {
        series.ServiceName = "Amazon Elastic Compute Cloud";
        series.ServiceCategory = "Compute";
        series.ResourceType = "Instance";
        series.SkuMeter = $"BoxUsage:{type}";
        series.Tags.Add(new KeyValue { Key = "environment", Value = environment });
    });

    /// <summary>A disk.</summary>
    public Series Disk(string resource) => Of(resource, series =>
    {
        series.ServiceName = "Amazon Elastic Block Store";
        series.ServiceCategory = "Storage";
        series.ResourceType = "Volume";
        series.SkuMeter = "EBS:VolumeUsage.gp3";
        series.Tags.Add(new KeyValue { Key = "environment", Value = "dev" });
    });

    /// <summary>Streams a charge for each hour.</summary>
    public async Task ChargeAsync(Series series, int days, Func<DateTime, decimal> cost)
    {
        var batch = new UsageBatch { Sequence = 1, Series = { series } };
        foreach (var hour in Hours(days))
        {
            var amount = cost(hour).ToString(CultureInfo.InvariantCulture);
            batch.Records.Add(new UsageRecord
            {
                ChargePeriodStart = Timestamp.FromDateTime(hour),
                ChargePeriodEnd = Timestamp.FromDateTime(hour.AddHours(1)),
                BilledCost = amount,
                EffectiveCost = amount,
                ListCost = amount,
                ContractedCost = amount,
                ConsumedQuantity = "1",
            });
        }

        using var call = new IngestService.IngestServiceClient(channel).Stream();
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = NextProducer() } });
        await call.RequestStream.WriteAsync(new() { Batch = batch });
        await call.RequestStream.CompleteAsync();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            Assert.Empty(answer.Ack?.Rejections ?? []);
        }
    }

    /// <summary>Streams a sample of a metric for each hour.</summary>
    public Task MeasureAsync(Series series, string metric, int days, Func<DateTime, double> value) =>
        MeasureAsync(series, metric, Hours(days), value);

    /// <summary>Streams samples of a metric, one for each second from now on.</summary>
    public Task MeasureNowAsync(Series series, string metric, int count, double value)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return MeasureAsync(series, metric, Enumerable.Range(0, count).Select(second => now.AddSeconds(second)), _ => value);
    }

    private async Task MeasureAsync(Series series, string metric, IEnumerable<DateTime> times, Func<DateTime, double> value)
    {
        using var call = new TelemetryService.TelemetryServiceClient(channel).Stream();
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = NextProducer() } });
        var sequence = 0UL;
        foreach (var chunk in times.Chunk(SamplesPerBatch))
        {
            var batch = new TelemetryBatch { Sequence = ++sequence };
            batch.Series.Add(new MetricSeries
            {
                Provider = series.Provider,
                BillingAccountId = series.BillingAccountId,
                ResourceId = series.ResourceId,
                Metric = metric,
            });
            batch.Samples.AddRange(chunk.Select(time =>
                new MetricSample { Time = Timestamp.FromDateTime(time), Value = value(time) }));
            await call.RequestStream.WriteAsync(new() { Batch = batch });
        }

        await call.RequestStream.CompleteAsync();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            Assert.Empty(answer.Ack?.Rejections ?? []);
        }
    }

    private static DateTime Hour(DateTime time) => new(time.Year, time.Month, time.Day, time.Hour, 0, 0, DateTimeKind.Utc);

    private IEnumerable<DateTime> Hours(int days) =>
        Enumerable.Range(0, days * 24).Select(hour => _now.AddDays(-days).AddHours(hour + 1));

    private string NextProducer() => $"{Account}-{++_producers}";

    private Series Of(string resource, Action<Series> describe)
    {
        var series = new Series
        {
            Provider = "aws",
            BillingAccountId = Account,
            ResourceId = resource,
            RegionId = "us-east-1",
            ChargeCategory = "Usage",
            PricingCategory = "Standard",
            BillingCurrency = "USD",
            ConsumedUnit = "Hours",
        };
        describe(series);
        return series;
    }
}
