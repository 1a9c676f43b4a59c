using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Tests.Charges;

public sealed class ChargeValidationTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(TestCharges.Start);

    public static TheoryData<string, ChargeSeries> Faulty => new()
    {
        { "ServiceProviderName", With(s => new() { Provider = "", BillingAccountId = "1", ServiceName = "x", ChargeCategory = "Usage", Currency = s.Currency }) },
        { "BillingAccountId", With(s => new() { Provider = "aws", BillingAccountId = "", ServiceName = "x", ChargeCategory = "Usage", Currency = s.Currency }) },
        { "ServiceName", With(s => new() { Provider = "aws", BillingAccountId = "1", ServiceName = "", ChargeCategory = "Usage", Currency = s.Currency }) },
        { "BillingCurrency", With(s => new() { Provider = "aws", BillingAccountId = "1", ServiceName = "x", ChargeCategory = "Usage", Currency = Currency.None }) },
        { "ChargeCategory", TestCharges.Series(category: "usage") },
        { "Tags", TestCharges.Series(team: new string('x', 1 << 20)) },
        { "Tags", TestCharges.Series(tagKey: "") },
        { "ResourceId", TestCharges.Series(resource: new string('x', 5_000)) },
        { "ServiceName", TestCharges.Series(service: "a\0b") },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_series_is_named_by_its_column(string field, ChargeSeries series) =>
        Assert.Equal(field, ChargeValidation.Check(series)?.Field);

    [Fact]
    public void A_sound_series_has_no_fault() => Assert.Null(ChargeValidation.Check(TestCharges.Series()));

    [Theory]
    [InlineData(0, 0, "ChargePeriodEnd")]
    [InlineData(3_600, 0, "ChargePeriodEnd")]
    [InlineData(-1_000_000_000, -999_999_999, "ChargePeriodStart")]
    [InlineData(40_000_000, 40_003_600, "ChargePeriodStart")]
    [InlineData(0, 200_000_000, "ChargePeriodEnd")]
    [InlineData(0, 3_600, null)]
    public void A_period_lies_in_reach_and_in_order(long start, long end, string? field) => Assert.Equal(
        field, ChargeValidation.CheckPeriod(TestCharges.Start + start, TestCharges.Start + end, Now)?.Field);

    [Theory]
    [InlineData("Usage", "", 1, false)]
    [InlineData("Usage", "", -1, true)]
    [InlineData("Usage", "Correction", 1, true)]
    [InlineData("Credit", "", 1, true)]
    public void A_negative_quantity_needs_a_reason(string category, string chargeClass, int billed, bool isAllowed)
    {
        var series = new ChargeSeries
        {
            Provider = "aws",
            BillingAccountId = "1",
            ServiceName = "x",
            ChargeCategory = category,
            ChargeClass = chargeClass,
            Currency = TestCharges.Usd,
        };

        var fault = ChargeValidation.CheckQuantity(
            ChargeValidation.AllowsNegativeQuantity(series), -1, TestCharges.Costs(billed));

        Assert.Equal(isAllowed, fault is null);
    }

    private static ChargeSeries With(Func<ChargeSeries, ChargeSeries> change) => change(TestCharges.Series());
}
