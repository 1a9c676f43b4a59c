using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;

namespace CostIntel.Domain.Tests.Charges;

public sealed class SeriesIdentityTests
{
    private static readonly HashSet<string> Descriptive =
    [
        nameof(ChargeSeries.BillingAccountName),
        nameof(ChargeSeries.SubAccountName),
        nameof(ChargeSeries.ResourceName),
        nameof(ChargeSeries.RegionName),
        nameof(ChargeSeries.ChargeFrequency),
        nameof(ChargeSeries.ChargeDescription),
        nameof(ChargeSeries.PricingUnit),
    ];

    public static TheoryData<string> Texts => [.. SeriesProperties.Texts.Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_name_is_no_identity_and_everything_else_is(string property)
    {
        var (one, other) = (TestCharges.Series(), SeriesProperties.With(property, "another"));

        Assert.Equal(Descriptive.Contains(property), one.Equals(other));
        Assert.Equal(Descriptive.Contains(property), one.GetHashCode() == other.GetHashCode());
        Assert.NotEqual(one.Encode(), other.Encode());
    }

    [Fact]
    public void Currency_and_tags_are_identity_and_custom_columns_are_not()
    {
        var series = TestCharges.Series();

        Assert.NotEqual(series, TestCharges.Series(currency: TestCharges.Eur));
        Assert.NotEqual(series, TestCharges.Series(team: "b"));
        Assert.NotEqual(series, TestCharges.Series(tagKey: "Team"));
        KeyValuePair<string, string>[] none = [];
        Assert.Equal(series, SeriesProperties.With(nameof(ChargeSeries.Attributes), none));
        Assert.False(series.Equals(null));
        Assert.False(series.Equals("text"));
    }

    [Fact]
    public void Texts_that_move_from_one_column_to_the_next_are_another_series() => Assert.NotEqual(
        SeriesProperties.With(nameof(ChargeSeries.SkuId), "ab"),
        SeriesProperties.With(nameof(ChargeSeries.SkuPriceId), "ab"));

    [Fact]
    public void Every_column_survives_its_bytes()
    {
        var series = TestCharges.Series(currency: TestCharges.Eur);
        foreach (var property in SeriesProperties.Texts)
        {
            property.SetValue(series, "value of " + property.Name);
        }

        var decoded = ChargeSeries.Decode(series.Encode());

        Assert.All(
            SeriesProperties.Texts, property => Assert.Equal("value of " + property.Name, property.GetValue(decoded)));
        Assert.Equal(TestCharges.Eur, decoded.Currency);
        Assert.Equal(series.Tags, decoded.Tags);
        Assert.Equal(series.Attributes, decoded.Attributes);
        Assert.True(series.Encode().AsSpan().StartsWith(series.EncodeIdentity()));
    }

    [Fact]
    public void Charges_belong_to_their_resource_or_to_the_stand_in_of_their_service_region_and_category()
    {
        var resource = TestCharges.Series().ResourceKey(TenantId.Default);
        var tax = TestCharges.Series("", "Tax office", "", "Tax").ResourceKey(TenantId.Default);

        Assert.Equal("default/aws/1//i-1", resource.ToString());
        Assert.Equal("default/aws/1//Tax office%2F%2FTax/~", tax.ToString());
        Assert.True(tax.IsUnattributed);
        Assert.NotEqual(tax, TestCharges.Series("", "Tax office", "eu", "Tax").ResourceKey(TenantId.Default));
        Assert.NotEqual(tax, TestCharges.Series("", "Tax office", "", "Credit").ResourceKey(TenantId.Default));
    }
}
