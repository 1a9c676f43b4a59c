using System.Globalization;
using System.Numerics;
using CostIntel.Domain.Money;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Money;

public sealed class ExactDecimalTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("0.00015833330", "0.0001583333")]
    [InlineData("5e-06", "0.000005")]
    [InlineData("5.64902E-05", "0.0000564902")]
    [InlineData("-1.5E3", "-1500")]
    [InlineData("1E+2", "100")]
    [InlineData(".5", "0.5")]
    [InlineData("00012", "12")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("24.094231450049740889000000000000000", "24.094231450049740889")]
    public void A_decimal_is_read_and_written_plainly(string text, string plain)
    {
        Assert.True(ExactDecimal.TryParse(text, out var value));
        Assert.Equal(plain, ExactDecimal.Format(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,000")]
    [InlineData("1.2.3")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e")]
    [InlineData("e5")]
    [InlineData("1e5000")]
    [InlineData("0x10")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("123456789012345678901234567890.5")]
    [InlineData("１")]
    public void What_is_no_plain_decimal_or_would_be_rounded_is_refused(string text)
    {
        Assert.False(ExactDecimal.TryParse(text, out _));
        Assert.False(ExactDecimal.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out _));
    }

    [Fact]
    public void Every_decimal_survives_writing_and_reading() => Prop.ForAll<decimal>(value =>
        ExactDecimal.TryParse(ExactDecimal.Format(value), out var read) && read == value).QuickCheckThrowOnFailure();

    [Fact]
    public void Reading_agrees_with_whole_number_arithmetic() => Prop.ForAll<long, byte>((mantissa, shift) =>
    {
        var scale = shift % 19;
        var digits = BigInteger.Abs(mantissa).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = (mantissa < 0 ? "-" : "") + digits[..^scale] + "." + digits[^scale..] + "0";
        return ExactDecimal.TryParse(scale == 0 ? digits : text, out var read)
            && (BigInteger)(Math.Abs(read) * (decimal)BigInteger.Pow(10, scale)) == BigInteger.Abs(mantissa);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sum_that_would_be_rounded_is_an_error()
    {
        var large = 7_922_816_251_426_433_759_354_395_033m;

        Assert.Throws<ArithmeticException>(() => ExactDecimal.Add(large, 0.123456m));
        Assert.Equal(large + 1, ExactDecimal.Add(large, 1.000m));
    }
}
