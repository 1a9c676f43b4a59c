using CostIntel.Domain.Charges;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;

namespace CostIntel.Bench.Memory;

/// <summary>Bytes that one resource takes after 30 days of hourly usage, over many resources.</summary>
public static class ResourceMemory
{
    private const int Hours = 30 * 24;
    private const long Start = 1_767_225_600;

    public static MemoryResult Run(int resources)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var ledgers = new ResourceLedger[resources];
        for (var number = 0; number < resources; number++)
        {
            ledgers[number] = Fill(number);
        }

        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        var total = ledgers.Sum(ledger => ledger.Lines[0].Days.Total().Costs.Billed);
        return new MemoryResult(resources, bytes / resources, ExactDecimal.Format(total));
    }

    private static ResourceLedger Fill(int number)
    {
        var ledger = new ResourceLedger();
        ledger.Learn(number, ChargeSeries.Decode(SeriesOf(number).Encode()));
        for (var hour = 0; hour < Hours; hour++)
        {
            var billed = 0.0961234567m + (((number * 31) + (hour * 7)) % 1_000 * 0.0000123m);
            var costs = new Costs(billed, billed * 0.9m, billed + 0.01m, billed);
            ledger.TryApply(new UsageRecord(number, Start + (hour * 3_600L), 3_600, costs, 1 + (hour % 10 * 0.001m), true));
        }

        return ledger;
    }

    private static ChargeSeries SeriesOf(int number) => new()
    {
        Provider = "aws",
        BillingAccountId = "123456789012",
        SubAccountId = $"2100000000{number % 12:00}",
        ResourceId = $"arn:aws:ec2:us-east-1:123456789012:instance/i-{number:x17}",
        ResourceName = $"server-{number}",
        ResourceType = "instance",
        ServiceName = "Amazon Elastic Compute Cloud",
        ServiceCategory = "Compute",
        RegionId = "us-east-1",
        ChargeCategory = "Usage",
        SkuId = $"SKU{number % 40:000}",
        ConsumedUnit = "Hours",
        Currency = Currency.TryParse("USD", out var usd) ? usd : Currency.None,
        Tags = [new("env", "prod"), new("team", $"team-{number % 20}")],
    };
}

/// <summary>What was measured.</summary>
public sealed record MemoryResult(int Resources, long BytesEach, string Checksum);
