using CostIntel.Contracts.V1;

namespace CostIntel.Server.Demo;

/// <summary>A resource of the demo with what it costs and does.</summary>
/// <param name="Name">FOCUS ResourceId.</param>
/// <param name="Type">FOCUS ResourceType.</param>
/// <param name="Meter">FOCUS SkuMeter.</param>
/// <param name="Environment">Value of its tag environment.</param>
/// <param name="HourlyCost">US dollars.</param>
/// <param name="Metrics">Metrics with their value in each hour since the Unix epoch.</param>
internal sealed record DemoResource(
    string Name, string Type, string Meter, string Environment, decimal HourlyCost, params (string Metric, Func<long, double> Value)[] Metrics)
{
    /// <summary>FOCUS ServiceProviderName of all of them.</summary>
    public const string Provider = "aws";

    /// <summary>What its charges say of it.</summary>
    /// <param name="account">FOCUS BillingAccountId.</param>
    public Series Series(string account) => new()
    {
        Provider = Provider,
        BillingAccountId = account,
        ResourceId = Name,
        ResourceType = Type,
        ServiceName = "Amazon Elastic Compute Cloud",
        ServiceCategory = "Compute",
        RegionId = "us-east-1",
        ChargeCategory = "Usage",
        PricingCategory = "Standard",
        SkuMeter = Meter,
        BillingCurrency = "USD",
        ConsumedUnit = "Hours",
        Tags = { new KeyValue { Key = "environment", Value = Environment } },
    };
}
