using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Money;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Bench.Recommendations;

/// <summary>An account of machines, disks, buckets and addresses with four weeks of hourly metrics, a part of them wasted.</summary>
internal static class MadeResources
{
    private const int SecondsPerHour = 3_600;
    private const int SecondsPerDay = 86_400;
    private const int Days = 28;
    private const long Now = 1_767_571_200;

    private static readonly (string Type, string Meter, string[] Metrics)[] Kinds =
    [
        ("instance", "BoxUsage:m5.2xlarge", ["cpu.utilization", "memory.utilization", "network.receive", "network.transmit"]),
        ("instance", "BoxUsage:m7i.xlarge", ["cpu.utilization", "memory.utilization", "requests"]),
        ("volume", "EBS:VolumeUsage.gp3", ["attachments", "disk.read.operations", "disk.write.operations"]),
        ("bucket", "TimedStorage STANDARD", ["accessed.age", "storage.used"]),
        ("elastic-ip", "ElasticIP:InUseAddress", ["attachments"]),
        ("snapshot", "EBS:SnapshotUsage", []),
    ];

    public static ResourceFacts[] Of(int resources)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, resources).Select(i => Make(i, random))];
    }

    private static ResourceFacts Make(int index, Random random)
    {
        var (type, meter, metrics) = Kinds[index % Kinds.Length];
        var series = new ChargeSeries
        {
            Provider = "aws",
            BillingAccountId = "1",
            ResourceId = $"r-{index}",
            ResourceType = type,
            ServiceName = "Compute",
            RegionId = "us-east-1",
            SkuMeter = meter,
            ChargeDescription = $"{meter} on demand",
            ChargeCategory = "Usage",
            Currency = Currency.TryParse("USD", out var dollars) ? dollars : default,
            Tags = [new("environment", index % 3 == 0 ? "dev" : "production"), new("team", $"t{index % 20}")],
        };
        decimal[] costs = [.. Enumerable.Range(0, Days).Select(_ => (decimal)Math.Round(5 + random.NextDouble(), 4))];
        return new()
        {
            Key = series.ResourceKey(TenantId.Default),
            Description = series,
            Currency = dollars,
            Costs = new((int)(Now / SecondsPerDay) - Days, costs, costs, 0, [], []),
            Metrics = [.. metrics.Select(metric => Fed(metric, random))],
            NowSeconds = Now,
            FirstChargeSeconds = Now - (Days * SecondsPerDay),
            LastChargeSeconds = Now - SecondsPerDay,
        };
    }

    private static MetricFacts Fed(string metric, Random random)
    {
        var profile = new MetricProfile();
        var level = random.NextDouble() < 0.15 ? 0 : 5 + (40 * random.NextDouble());
        var (first, last) = (Now - (Days * SecondsPerDay), Now);
        for (var time = first; time <= last; time += SecondsPerHour)
        {
            profile.Add(time, level * (0.7 + (0.6 * random.NextDouble())));
        }

        return new(metric, profile, Days * 24, first, last, level);
    }
}
