using CostIntel.Contracts.Mapping;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;
using Google.Protobuf.WellKnownTypes;
using UsageRecord = CostIntel.Contracts.V1.UsageRecord;

namespace CostIntel.Bench.Load;

/// <summary>Batches of usage of a fleet of resources, one record per resource and round, the same for every contender.</summary>
public sealed class LoadBatches
{
    private const int Rounds = 8;
    private const int SecondsPerRecord = 60;
    private static readonly string[] Services = ["Amazon Elastic Compute Cloud", "Amazon Simple Storage Service", "Amazon RDS"];
    private static readonly string[] Regions = ["us-east-1", "us-west-2", "eu-west-1", "ap-south-1"];
    private static readonly string[] Teams = ["search", "checkout", "data", "platform", "mobile"];

    private readonly UsageBatch[] _batches;
    private int _next;

    public LoadBatches(LoadOptions options, int producer, long startSeconds)
    {
        var resources = options.Resources / options.Producers;
        var series = Enumerable.Range(producer * resources, resources).Select(number => SeriesOf(number).ToMessage()).ToArray();
        var batches = new List<UsageBatch>();
        var at = 0;
        while (batches.Count < Rounds * Math.Max(1, resources / options.RecordsPerBatch))
        {
            batches.Add(BatchOf(series, options.RecordsPerBatch, startSeconds, ref at));
        }

        _batches = [.. batches];
    }

    public UsageBatch Next(ulong sequence)
    {
        var batch = _batches[_next];
        _next = (_next + 1) % _batches.Length;
        batch.Sequence = sequence;
        return batch;
    }

    private static ChargeSeries SeriesOf(int number) => new()
    {
        Provider = "aws",
        BillingAccountId = "123456789012",
        SubAccountId = $"2100000000{number % 12:00}",
        ResourceId = $"arn:aws:ec2:instance/i-{number:x17}",
        ResourceType = "instance",
        ServiceName = Services[number % Services.Length],
        ServiceCategory = "Compute",
        RegionId = Regions[number % Regions.Length],
        ChargeCategory = "Usage",
        SkuId = $"SKU{number % 40:000}",
        ConsumedUnit = "Hours",
        Currency = Currency.TryParse("USD", out var usd) ? usd : Currency.None,
        Tags = [new("env", number % 5 == 0 ? "dev" : "prod"), new("team", Teams[number % Teams.Length])],
    };

    private static UsageBatch BatchOf(Series[] series, int records, long startSeconds, ref int at)
    {
        var batch = new UsageBatch();
        for (var i = 0; i < records; i++, at++)
        {
            var number = at % series.Length;
            var start = startSeconds + (at / series.Length * SecondsPerRecord);
            batch.Series.Add(series[number]);
            batch.Records.Add(new UsageRecord
            {
                SeriesIndex = (uint)i,
                ChargePeriodStart = new Timestamp { Seconds = start },
                ChargePeriodEnd = new Timestamp { Seconds = start + SecondsPerRecord },
                BilledCost = ExactDecimal.Format(0.0016m + (number % 97 * 0.000013m)),
                ListCost = ExactDecimal.Format(0.0021m + (number % 97 * 0.000013m)),
                ConsumedQuantity = "0.0166667",
            });
        }

        return batch;
    }
}
