using CostIntel.Domain.Money;

namespace CostIntel.Domain.Tests.Money;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("USD")]
    [InlineData("EUR")]
    [InlineData("JPY")]
    [InlineData("XCG")]
    [InlineData("HRK")]
    public void A_currency_is_its_code(string code)
    {
        Assert.True(Currency.TryParse(code, out var currency));
        Assert.Equal(code, currency.Code);
        Assert.Equal(code, currency.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("usd")]
    [InlineData("Usd")]
    [InlineData("US")]
    [InlineData("USDT")]
    [InlineData(" USD")]
    [InlineData("XXX")]
    [InlineData("ABC")]
    public void What_is_no_upper_case_code_of_the_list_is_no_currency(string code)
    {
        Assert.False(Currency.TryParse(code, out var currency));
        Assert.Equal(Currency.None, currency);
    }

    [Fact]
    public void A_code_read_twice_from_different_texts_is_one_currency()
    {
        Assert.True(Currency.TryParse("xUSD".AsSpan(1), out var one));

        Assert.Equal(TestCharges.Usd, one);
        Assert.Equal(TestCharges.Usd.GetHashCode(), one.GetHashCode());
        Assert.NotEqual(TestCharges.Usd, TestCharges.Eur);
        Assert.NotEqual(TestCharges.Usd, Currency.None);
        Assert.Equal("", Currency.None.Code);
    }
}
