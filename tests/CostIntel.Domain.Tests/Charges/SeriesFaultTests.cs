using System.Globalization;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Tests.Charges;

/// <summary>Each way in which a series can be wrong, and beside it the last value that is still right.</summary>
public sealed class SeriesFaultTests
{
    public static TheoryData<string> Texts => [.. SeriesProperties.Texts.Select(property => property.Name)];

    public static TheoryData<string, string> Vocabularies => new()
    {
        { nameof(ChargeSeries.ChargeCategory), "Usage|Purchase|Tax|Credit|Adjustment" },
        { nameof(ChargeSeries.ChargeClass), "|Correction" },
        { nameof(ChargeSeries.ChargeFrequency), "|One-Time|Recurring|Usage-Based" },
        { nameof(ChargeSeries.PricingCategory), "|Standard|Dynamic|Committed|Other" },
        { nameof(ChargeSeries.CommitmentDiscountStatus), "|Used|Unused" },
        { nameof(ChargeSeries.ServiceCategory), "AI and Machine Learning|Compute|Internet of Things|Other|Web" },
    };

    [Theory]
    [InlineData(nameof(ChargeSeries.Provider))]
    [InlineData(nameof(ChargeSeries.BillingAccountId))]
    [InlineData(nameof(ChargeSeries.ServiceName))]
    [InlineData(nameof(ChargeSeries.ChargeCategory))]
    public void A_value_that_is_needed_is_missed(string property) => AssertFault(property, "", "missing");

    [Fact]
    public void A_series_without_a_currency_is_faulty() =>
        AssertFault(nameof(ChargeSeries.Currency), Currency.None, "missing");

    [Theory]
    [MemberData(nameof(Texts))]
    public void No_text_is_longer_than_the_limit(string property)
    {
        var text = new string('x', ChargeLimits.TextLengthMax + 1);

        var fault = ChargeValidation.Check(SeriesProperties.With(property, text));

        Assert.Equal(SeriesProperties.Column(property), fault?.Field);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void No_text_has_control_characters(string property)
    {
        foreach (var control in "\0\u0001\u0008\u000B\u000C\u000E\u001B\u001F\u007F")
        {
            var fault = ChargeValidation.Check(SeriesProperties.With(property, $"a{control}b"));

            Assert.True(fault is not null, ((int)control).ToString("X4", CultureInfo.InvariantCulture));
            Assert.Equal(SeriesProperties.Column(property), fault.Value.Field);
        }
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("a\ttab")]
    [InlineData("\r\n")]
    [InlineData("日本 ü")]
    public void Descriptions_may_have_lines_tabs_and_any_letters(string text) =>
        Assert.Null(ChargeValidation.Check(SeriesProperties.With(nameof(ChargeSeries.ChargeDescription), text)));

    [Fact]
    public void A_text_as_long_as_the_limit_is_sound() => Assert.Null(ChargeValidation.Check(
        SeriesProperties.With(nameof(ChargeSeries.ResourceId), new string('x', ChargeLimits.TextLengthMax))));

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Closed_lists_are_spelt_exactly(string property, string values)
    {
        Assert.All(
            values.Split('|'), value => Assert.Null(ChargeValidation.Check(SeriesProperties.With(property, value))));
        AssertFault(property, "Nonsense", "Nonsense");
        var last = values.Split('|')[^1];
        AssertFault(property, last.ToLowerInvariant(), last);
        AssertFault(property, last + " ", last);
    }

    [Theory]
    [InlineData(0, "v", "1 to 256")]
    [InlineData(ChargeLimits.TagKeyLengthMax + 1, "v", "1 to 256")]
    [InlineData(1, "a\0", "control characters")]
    [InlineData(1, null, "1024")]
    public void Tags_have_short_plain_keys_and_values(int keyLength, string? value, string reason) => AssertFault(
        nameof(ChargeSeries.Tags), Pairs((new string('k', keyLength), value ?? new string('v', 1_025))), reason);

    [Fact]
    public void A_tags_key_has_no_control_characters() =>
        AssertFault(nameof(ChargeSeries.Tags), Pairs(("a\u001Bb", "v")), "control characters");

    [Theory]
    [InlineData(nameof(ChargeSeries.Tags), ChargeLimits.TagCountMax, ChargeLimits.TagValueLengthMax)]
    [InlineData(nameof(ChargeSeries.Attributes), ChargeLimits.AttributeCountMax, ChargeLimits.AttributeLengthMax)]
    public void Keys_are_so_many_at_most_and_unique(string property, int countMax, int lengthMax)
    {
        var most = Enumerable.Range(0, countMax).Select(i => ($"{i:000}", new string('v', lengthMax))).ToArray();

        Assert.Null(ChargeValidation.Check(SeriesProperties.With(property, Pairs(most))));
        AssertFault(property, Pairs([.. most, ("more", "v")]), $"{countMax + 1}");
        AssertFault(property, Pairs(("a", "1"), ("a", "2")), "twice");
        AssertFault(property, Pairs(("a", new string('v', lengthMax + 1))), "'a'");
        Assert.Null(ChargeValidation.Check(SeriesProperties.With(property, Pairs(("A", "1"), ("a", "1"), ("b", "")))));
    }

    [Fact]
    public void Of_several_faults_the_missing_value_is_told_before_the_wrong_one()
    {
        var series = new ChargeSeries
        {
            Provider = "aws",
            BillingAccountId = "",
            ServiceName = new string('x', 3_000),
            ChargeCategory = "usage",
            Currency = Currency.None,
        };

        Assert.Equal("BillingAccountId", ChargeValidation.Check(series)?.Field);
    }

    [Fact]
    public void A_reason_shows_only_the_beginning_of_a_value()
    {
        var reason = AssertFault(nameof(ChargeSeries.ChargeCategory), new string('x', 2_000), "…");

        Assert.DoesNotContain(new string('x', 50), reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usage", "Usage")]
    [InlineData(" USAGE ", "Usage")]
    [InlineData("Usage", "Usage")]
    [InlineData("usages", "usages")]
    [InlineData("", "")]
    public void Readers_may_be_lenient_about_case_and_blanks(string text, string known) =>
        Assert.Equal(known, FocusVocabulary.Normalise(FocusVocabulary.ChargeCategories, text));

    private static string AssertFault(string property, object value, string reason)
    {
        var fault = ChargeValidation.Check(SeriesProperties.With(property, value));
        Assert.Equal(SeriesProperties.Column(property), fault?.Field);
        Assert.Contains(reason, fault!.Value.Reason, StringComparison.Ordinal);
        return fault.Value.Reason;
    }

    private static KeyValuePair<string, string>[] Pairs(params (string Key, string Value)[] pairs) =>
        [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))];
}
