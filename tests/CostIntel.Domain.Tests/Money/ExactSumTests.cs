using System.Globalization;
using System.Numerics;
using CostIntel.Domain.Money;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Money;

/// <summary>Holds sums and texts against whole numbers of 10^-28, which cannot round.</summary>
public sealed class ExactSumTests
{
    private const int ScaleMax = 28;

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    [Fact]
    public void A_sum_is_exact_or_an_error() => Prop.ForAll(Pairs(Amounts.Mixed), pair =>
    {
        var (left, right) = pair;
        try
        {
            return Units(ExactDecimal.Add(left, right)) == Units(left) + Units(right);
        }
        catch (ArithmeticException)
        {
            return !CanBeHeld(Units(left) + Units(right));
        }
    }).Check(Many);

    [Fact]
    public void Any_decimal_is_written_without_loss_and_without_needless_zeros() => Prop.ForAll(
        Amounts.Mixed.ToArbitrary(),
        value =>
        {
            var text = ExactDecimal.Format(value);
            return ExactDecimal.TryParse(text, out var read)
                && Units(read) == Units(value)
                && (value != 0 || text == "0")
                && (!text.Contains('.', StringComparison.Ordinal) || text[^1] is not ('0' or '.'));
        }).Check(Many);

    [Fact]
    public void A_text_is_read_exactly_when_a_decimal_can_hold_it() => Prop.ForAll(Texts, text =>
    {
        var isRead = ExactDecimal.TryParse(text.Text, out var value);
        return isRead == CanBeHeld(text.Units) && (!isRead || Units(value) == text.Units);
    }).Check(Many);

    [Fact]
    public void Bytes_and_characters_are_read_alike() => Prop.ForAll(Scraps, text =>
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return ExactDecimal.TryParse(text, out var fromText) == ExactDecimal.TryParse(bytes, out var fromBytes)
            && fromText == fromBytes
            && (fromText == 0 || decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
    }).Check(Many);

    [Theory]
    [InlineData("79228162514264337593543950335", "1")]
    [InlineData("-79228162514264337593543950335", "-0.5")]
    [InlineData("10000000000", "0.1234567890123456789012345678")]
    [InlineData("0.1234567890123456789012345678", "10000000000")]
    [InlineData("7.9228162514264337593543950335", "0.0000000000000000000000000001")]
    public void Sums_that_need_more_digits_are_refused(string left, string right) =>
        Assert.ThrowsAny<ArithmeticException>(() => ExactDecimal.Add(Parse(left), Parse(right)));

    [Theory]
    [InlineData("79228162514264337593543950335", "-1", "79228162514264337593543950334")]
    [InlineData("79228162514264337593543950335", "0.000", "79228162514264337593543950335")]
    [InlineData("7.9228162514264337593543950335", "0.0000000000000000000000000005", "7.922816251426433759354395034")]
    public void Sums_that_fit_are_right_even_when_their_scale_shrinks(string left, string right, string sum) =>
        Assert.Equal(Parse(sum), ExactDecimal.Add(Parse(left), Parse(right)));

    // Short texts of the characters that numbers are made of, few of which are numbers.
    private static Arbitrary<string> Scraps =>
        Gen.Elements("0123456789.-+eE ,\u0661".ToCharArray()).ArrayOf().Select(text => new string(text)).ToArbitrary();

    // A text of digits, point and exponent beside its value in units of 10^-28; null when it is no multiple of one.
    private static Arbitrary<(string Text, BigInteger? Units)> Texts => (
        from mantissa in Amounts.Wild
        from zeros in Gen.Choose(0, 12)
        from point in Gen.Choose(0, 40)
        from exponent in Gen.Choose(-45, 45)
        from form in Gen.Elements("e", "E")
        select Text(mantissa, zeros, point, exponent, form)).ToArbitrary();

    private static (string Text, BigInteger? Units) Text(
        decimal source, int zeros, int point, int exponent, string form)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(source, bits);
        var mantissa = (BigInteger)new decimal(bits[0], bits[1], bits[2], false, 0) * BigInteger.Pow(10, zeros);
        var digits = mantissa.ToString(CultureInfo.InvariantCulture).PadLeft(point + 1, '0');
        var sign = bits[3] < 0 ? "-" : "";
        var text = $"{sign}{digits[..^point]}{(point > 0 ? "." : "")}{digits[^point..]}";
        text += exponent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{form}{exponent}");
        return (text, Shifted(bits[3] < 0 ? -mantissa : mantissa, exponent - point + ScaleMax));
    }

    private static BigInteger? Shifted(BigInteger value, int by)
    {
        if (by >= 0)
        {
            return value * BigInteger.Pow(10, by);
        }

        var shifted = BigInteger.DivRem(value, BigInteger.Pow(10, -by), out var rest);
        return rest == 0 ? shifted : null;
    }

    private static bool CanBeHeld(BigInteger? units)
    {
        if (units is not { } mantissa)
        {
            return false;
        }

        for (var scale = ScaleMax; scale > 0 && mantissa % 10 == 0; scale--)
        {
            mantissa /= 10;
        }

        return BigInteger.Abs(mantissa) <= (BigInteger)decimal.MaxValue;
    }

    private static BigInteger Units(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var mantissa = (BigInteger)new decimal(bits[0], bits[1], bits[2], bits[3] < 0, 0);
        return mantissa * BigInteger.Pow(10, ScaleMax - value.Scale);
    }

    private static Arbitrary<(decimal Left, decimal Right)> Pairs(Gen<decimal> amounts) =>
        (from left in amounts from right in amounts select (left, right)).ToArbitrary();

    private static decimal Parse(string text) =>
        ExactDecimal.TryParse(text, out var value) ? value : throw new FormatException(text);
}
