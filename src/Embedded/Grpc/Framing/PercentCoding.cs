using System.Buffers;
using System.Globalization;
using System.Text;

namespace Grpc.Framing;

/// <summary>The coding of <c>grpc-message</c>: UTF-8, with all but printable ASCII, and %, as %XX.</summary>
internal static class PercentCoding
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x7F - 0x20).Select(code => (char)code).Where(character => character != '%')]);

    public static string Encode(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            return text;
        }

        var coded = new StringBuilder(text.Length + 16);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (Plain.Contains((char)value))
            {
                coded.Append((char)value);
            }
            else
            {
                coded.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }

        return coded.ToString();
    }

    /// <summary>Reads whatever a peer sent: what is no valid escape stays as it is.</summary>
    public static string Decode(string coded)
    {
        if (!coded.Contains('%', StringComparison.Ordinal))
        {
            return coded;
        }

        var bytes = new ArrayBufferWriter<byte>(coded.Length);
        for (var index = 0; index < coded.Length; index++)
        {
            if (coded[index] == '%' && TryHex(coded, index + 1, out var value))
            {
                bytes.Write([value]);
                index += 2;
            }
            else
            {
                Encoding.UTF8.GetBytes(coded.AsSpan(index, 1), bytes);
            }
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static bool TryHex(string coded, int start, out byte value)
    {
        value = 0;
        return start + 2 <= coded.Length &&
            byte.TryParse(
                coded.AsSpan(start, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
