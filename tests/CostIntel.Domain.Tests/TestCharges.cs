using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Tests;

/// <summary>Charges where only what matters to a test is set.</summary>
internal static class TestCharges
{
    public const long Start = 1_767_225_600; // 2026-01-01T00:00:00Z

    public static Currency Usd => Currency.TryParse("USD", out var usd) ? usd : throw new InvalidOperationException();

    public static Currency Eur => Currency.TryParse("EUR", out var eur) ? eur : throw new InvalidOperationException();

    public static ChargeSeries Series(
        string resource = "i-1",
        string service = "Compute",
        string region = "eu",
        string category = "Usage",
        string team = "a",
        Currency? currency = null,
        string tagKey = "team") => new()
        {
            Provider = "aws",
            BillingAccountId = "1",
            ResourceId = resource,
            ServiceName = service,
            RegionId = region,
            ChargeCategory = category,
            ConsumedUnit = "Hours",
            Currency = currency ?? Usd,
            Tags = [new(tagKey, team)],
            Attributes = [new("x_id", "7")],
        };

    public static Costs Costs(decimal billed) => new(billed, billed, billed, billed);

    public static UsageRecord Record(int series, decimal billed, int day = 0, int hour = 0, decimal quantity = 1) => new(
        series, Start + (day * 86_400L) + (hour * 3_600L), 3_600, Costs(billed), quantity, true);
}
