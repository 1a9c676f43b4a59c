using CostIntel.Domain.Encoding;
using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Tests.Ledger;

public sealed class DimensionSetTests
{
    [Fact]
    public void Sets_are_equal_when_all_their_values_are()
    {
        var set = DimensionSet.Of(TestCharges.Series());

        Assert.Equal(set, DimensionSet.Of(TestCharges.Series("another resource")));
        Assert.Equal(set.GetHashCode(), DimensionSet.Of(TestCharges.Series("another resource")).GetHashCode());
        Assert.All(
            [
                TestCharges.Series(service: "Storage"),
                TestCharges.Series(region: "us"),
                TestCharges.Series(category: "Tax"),
                TestCharges.Series(team: "b"),
                TestCharges.Series(tagKey: "Team"),
                Charges.SeriesProperties.With("SubAccountId", "s"),
                Charges.SeriesProperties.With("ServiceCategory", "Web"),
            ],
            series => Assert.NotEqual(set, DimensionSet.Of(series)));
    }

    [Fact]
    public void Only_the_tags_that_are_asked_for_are_kept()
    {
        var series = TestCharges.Series();

        Assert.Equal("a", DimensionSet.Of(series).Tag("team"));
        Assert.Equal("", DimensionSet.Of(series).Tag("Team"));
        Assert.Equal(DimensionSet.Of(series), DimensionSet.Of(series, new HashSet<string> { "team", "env" }));
        Assert.Empty(DimensionSet.Of(series, new HashSet<string> { "env" }).Tags);
    }

    [Fact]
    public void A_set_survives_its_bytes()
    {
        var set = DimensionSet.Of(TestCharges.Series(service: "ü", region: "", team: new string('x', 300)));
        var writer = new ByteWriter();
        set.Write(writer);

        var reader = new SpanReader(writer.WrittenSpan);

        Assert.Equal(set, DimensionSet.Read(ref reader));
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void Texts_that_many_share_are_held_once()
    {
        var one = DimensionSet.Of(TestCharges.Series(service: new string('s', 9)));
        var other = DimensionSet.Of(TestCharges.Series(service: new string('s', 9)));

        Assert.Same(one.ServiceName, other.ServiceName);
    }
}
