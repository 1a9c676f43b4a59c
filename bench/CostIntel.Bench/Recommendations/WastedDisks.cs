using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Bench.Recommendations;

/// <summary>Disks of which every other one belongs to nothing, with two weeks of charges and samples.</summary>
internal static class WastedDisks
{
    private const int Days = 16;
    private const int Hours = Days * 24;
    private const int ResourcesPerBatch = 4;

    /// <summary>How many of so many are waste.</summary>
    public static int WastedOf(int resources) => (resources + 1) / 2;

    /// <summary>Streams their charges and samples.</summary>
    public static async Task StreamAsync(GrpcChannel channel, string account, int resources)
    {
        await ChargeAsync(channel, account, resources);
        await MeasureAsync(channel, account, resources);
    }

    private static Timestamp[] Times()
    {
        var end = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 3_600;
        return [.. Enumerable.Range(0, Hours + 1).Select(hour => new Timestamp { Seconds = (end - Hours + hour) * 3_600 })];
    }

    private static async Task ChargeAsync(GrpcChannel channel, string account, int resources)
    {
        var times = Times();
        using var call = new IngestService.IngestServiceClient(channel).Stream();
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = account } });
        var reading = ReadAsync(call.ResponseStream);
        var sequence = 0UL;
        foreach (var chunk in Enumerable.Range(0, resources).Chunk(ResourcesPerBatch))
        {
            var batch = new UsageBatch { Sequence = ++sequence };
            batch.Series.AddRange(chunk.Select(number => SeriesOf(account, number)));
            for (var index = 0; index < chunk.Length; index++)
            {
                batch.Records.AddRange(Enumerable.Range(0, Hours).Select(hour => new UsageRecord
                {
                    SeriesIndex = (uint)index,
                    ChargePeriodStart = times[hour],
                    ChargePeriodEnd = times[hour + 1],
                    BilledCost = "0.011",
                    EffectiveCost = "0.011",
                    ListCost = "0.011",
                    ContractedCost = "0.011",
                    ConsumedQuantity = "1",
                }));
            }

            await call.RequestStream.WriteAsync(new() { Batch = batch });
        }

        await call.RequestStream.CompleteAsync();
        await reading;
    }

    private static async Task MeasureAsync(GrpcChannel channel, string account, int resources)
    {
        var times = Times();
        using var call = new TelemetryService.TelemetryServiceClient(channel).Stream();
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = account } });
        var reading = ReadAsync(call.ResponseStream);
        var sequence = 0UL;
        foreach (var chunk in Enumerable.Range(0, resources).Chunk(ResourcesPerBatch))
        {
            var batch = new TelemetryBatch { Sequence = ++sequence };
            for (var index = 0; index < chunk.Length; index++)
            {
                batch.Series.Add(new MetricSeries
                {
                    Provider = "aws", BillingAccountId = account, ResourceId = IdOf(chunk[index]), Metric = "attachments",
                });
                batch.Samples.AddRange(Enumerable.Range(0, Hours).Select(hour => new MetricSample
                {
                    SeriesIndex = (uint)index, Time = times[hour], Value = chunk[index] % 2,
                }));
            }

            await call.RequestStream.WriteAsync(new() { Batch = batch });
        }

        await call.RequestStream.CompleteAsync();
        await reading;
    }

    private static async Task ReadAsync(IAsyncStreamReader<IngestStreamResponse> answers)
    {
        await foreach (var answer in answers.ReadAllAsync())
        {
            if (answer.Ack?.Rejections.Count > 0)
            {
                throw new InvalidOperationException(answer.Ack.Rejections[0].Reason);
            }
        }
    }

    private static string IdOf(int number) => $"vol-{number}";

    private static Series SeriesOf(string account, int number) => new()
    {
        Provider = "aws",
        BillingAccountId = account,
        ResourceId = IdOf(number),
        ResourceType = "Volume",
        ServiceName = "Amazon Elastic Block Store",
        ServiceCategory = "Storage",
        RegionId = "us-east-1",
        ChargeCategory = "Usage",
        SkuMeter = "EBS:VolumeUsage.gp3",
        BillingCurrency = "USD",
        ConsumedUnit = "Hours",
    };
}
