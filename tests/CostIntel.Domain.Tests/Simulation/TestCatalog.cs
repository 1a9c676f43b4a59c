using CostIntel.Domain.Charges;
using CostIntel.Domain.Recommendations.Catalog;

namespace CostIntel.Domain.Tests.Simulation;

/// <summary>A price catalogue with a little of everything.</summary>
internal static class TestCatalog
{
    public static PriceCatalog Catalog { get; } = new(
        [
            Machine("m5.large", 2, 8, 0.1m),
            Machine("m5.xlarge", 4, 16, 0.2m),
            Machine("m5.2xlarge", 8, 32, 0.4m),
            Machine("m6.xlarge", 4, 16, 0.18m) with { Family = "m6", Generation = 6 },
        ],
        [
            new("aws", "object", "STANDARD", 0.02m, 0, 0, 1, false),
            new("aws", "object", "STANDARD_IA", 0.01m, 0.01m, 30, 2, false),
        ],
        [new("aws", "", 0.3m, 0.15, 2)],
        [
            new("aws", "Plan", [], 12, false, 0.7m),
            new("aws", "Plan upfront", [], 12, true, 0.6m),
            new("aws", "Long", [], 36, false, 0.5m),
        ],
        [new("aws", "eu", "eu", 1.2m, 0.02m), new("aws", "us", "us", 1, 0.02m)]);

    public static ChargeSeries Of(ChargeSeries series, string sku = "", string category = "Compute", string pricing = "") => new()
    {
        Provider = series.Provider,
        BillingAccountId = series.BillingAccountId,
        ResourceId = series.ResourceId,
        ServiceName = series.ServiceName,
        ServiceCategory = category,
        RegionId = series.RegionId,
        ChargeCategory = series.ChargeCategory,
        PricingCategory = pricing,
        SkuMeter = sku,
        Currency = series.Currency,
    };

    private static MachineType Machine(string name, double cpus, double memory, decimal price) =>
        new("aws", name, "m5", "m", 5, "x86_64", cpus, memory, 0, "", 0, 1, price);
}
