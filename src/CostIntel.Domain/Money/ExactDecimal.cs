using System.Globalization;

namespace CostIntel.Domain.Money;

/// <summary>
/// Decimals that are never rounded: a text or a sum that <see cref="decimal"/> cannot hold exactly is refused.
/// </summary>
public static class ExactDecimal
{
    /// <summary>Longest text that <see cref="Format"/> writes.</summary>
    public const int TextLengthMax = 32;

    // Nineteen digits always fit an unsigned 64-bit mantissa.
    private const int FastDigitsMax = 19;
    private const int ScaleMax = 28;
    private const int ExponentMax = 999;

    /// <summary>
    /// Reads FOCUS's decimal format: an optional leading '-', digits with an optional '.', an optional exponent. No
    /// '+' in front, blanks, thousands signs, NaN or infinity.
    /// </summary>
    /// <returns>False when the text is no such number, or one that cannot be held exactly.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        var at = 0;
        var isNegative = text.Length > 0 && text[0] == '-';
        at += isNegative ? 1 : 0;
        var mantissa = 0UL;
        var digits = 0;
        var significant = 0;
        var scale = 0;
        var afterPoint = false;
        for (; at < text.Length; at++)
        {
            var digit = unchecked((uint)(text[at] - '0'));
            if (digit <= 9)
            {
                digits++;
                scale += afterPoint ? 1 : 0;
                if (significant > 0 || digit != 0)
                {
                    if (++significant > FastDigitsMax)
                    {
                        return TryParseLong(text, out value);
                    }

                    mantissa = unchecked((mantissa * 10) + digit);
                }
            }
            else if (text[at] == '.' && !afterPoint)
            {
                afterPoint = true;
            }
            else
            {
                break;
            }
        }

        if (digits == 0)
        {
            return false;
        }

        if (at < text.Length)
        {
            if (!TryParseExponent(text[at..], out var exponent))
            {
                return false;
            }

            scale -= exponent;
        }

        return TryScale(mantissa, scale, isNegative, out value);
    }

    /// <summary>The same for UTF-16 text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal value)
    {
        Span<byte> bytes = stackalloc byte[128];
        value = 0;
        if (text.Length > bytes.Length)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 0x7F)
            {
                return false;
            }

            bytes[i] = (byte)text[i];
        }

        return TryParse(bytes[..text.Length], out value);
    }

    /// <summary>Plain notation without trailing zeros: "0.5", "-12", "0".</summary>
    public static string Format(decimal value)
    {
        Span<char> text = stackalloc char[TextLengthMax];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        var written = text[..length];
        if (written.Contains('.'))
        {
            written = written.TrimEnd('0').TrimEnd('.');
        }

        return written.SequenceEqual("-0") ? "0" : new string(written);
    }

    /// <summary>The exact sum.</summary>
    /// <exception cref="ArithmeticException">The sum needs more digits than a decimal has.</exception>
    public static decimal Add(decimal left, decimal right)
    {
        var sum = left + right;
        // The sum of two decimals keeps the larger scale; where it does not, digits were rounded away.
        if (sum.Scale < Math.Max(left.Scale, right.Scale) && !IsExact(left, right, sum))
        {
            throw new ArithmeticException(
                $"{Format(left)} + {Format(right)} needs more than the 28 digits of an exact sum.");
        }

        return sum;
    }

    /// <summary>
    /// The exact sum, or, where it needs more than the 28 digits of a decimal, the nearest one: what ledgers add up has
    /// been acknowledged, and one charge of absurd precision must not keep all others from being counted.
    /// </summary>
    /// <exception cref="OverflowException">The sum is beyond the range of decimals, which checked amounts never reach.</exception>
    public static decimal AddOrRound(decimal left, decimal right) => left + right;

    private static bool IsExact(decimal left, decimal right, decimal sum)
    {
        try
        {
            return sum - left == right && sum - right == left;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static bool TryScale(ulong mantissa, int scale, bool isNegative, out decimal value)
    {
        value = 0;
        if (mantissa == 0)
        {
            return true;
        }

        while (scale > ScaleMax && mantissa % 10 == 0)
        {
            mantissa /= 10;
            scale--;
        }

        if (scale > ScaleMax)
        {
            return false;
        }

        var magnitude = new decimal(
            unchecked((int)mantissa), unchecked((int)(mantissa >> 32)), 0, isNegative, (byte)Math.Max(scale, 0));
        if (scale < -ScaleMax)
        {
            return false;
        }

        try
        {
            for (; scale < 0; scale++)
            {
                magnitude *= 10;
            }
        }
        catch (OverflowException)
        {
            return false;
        }

        value = magnitude;
        return true;
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.Length < 2 || (text[0] | 0x20) != 'e')
        {
            return false;
        }

        var isNegative = text[1] == '-';
        var digits = text[(isNegative || text[1] == '+' ? 2 : 1)..];
        if (digits.IsEmpty || digits.Length > 3)
        {
            return false;
        }

        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            exponent = Math.Min((exponent * 10) + (digit - '0'), ExponentMax);
        }

        exponent = isNegative ? -exponent : exponent;
        return true;
    }

    // More digits than 64 bits hold: the runtime parses, and writing the result back shows whether it rounded.
    private static bool TryParseLong(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        var digits = System.Numerics.BigInteger.Zero;
        var scale = 0;
        var afterPoint = false;
        var at = text[0] == '-' ? 1 : 0;
        for (; at < text.Length && text.Length <= 128; at++)
        {
            if (text[at] == '.' && !afterPoint)
            {
                afterPoint = true;
            }
            else if (text[at] is >= (byte)'0' and <= (byte)'9')
            {
                digits = (digits * 10) + (text[at] - '0');
                scale += afterPoint ? 1 : 0;
            }
            else
            {
                break;
            }
        }

        if (at < text.Length)
        {
            if (!TryParseExponent(text[at..], out var exponent))
            {
                return false;
            }

            scale -= exponent;
        }

        return TryScale(digits, scale, text[0] == '-', out value);
    }

    private static bool TryScale(System.Numerics.BigInteger digits, int scale, bool isNegative, out decimal value)
    {
        value = 0;
        while (digits != 0 && scale > 0 && digits % 10 == 0)
        {
            digits /= 10;
            scale--;
        }

        for (; scale < 0 && digits <= new System.Numerics.BigInteger(decimal.MaxValue); scale++)
        {
            digits *= 10;
        }

        if (scale is < 0 or > ScaleMax || digits > new System.Numerics.BigInteger(decimal.MaxValue))
        {
            return false;
        }

        var whole = (decimal)digits;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(whole, bits);
        value = new decimal(bits[0], bits[1], bits[2], isNegative, (byte)scale);
        return true;
    }
}
