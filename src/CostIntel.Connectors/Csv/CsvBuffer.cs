using System.Buffers;
using System.Globalization;
using System.Text;
using CostIntel.Domain.Money;

namespace CostIntel.Connectors.Csv;

/// <summary>Rows of CSV as they are written: commas between values, quotes where needed, LF behind each row.</summary>
internal sealed class CsvBuffer
{
    private static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create(",\"\r\n"u8);

    private readonly ArrayBufferWriter<byte> _bytes = new(128 * 1024);
    private bool _isRowOpen;

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    /// <summary>The bytes of a value, quoted where needed.</summary>
    public static byte[] Cell(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        return utf8.AsSpan().IndexOfAny(NeedsQuotes) < 0
            ? utf8
            : Encoding.UTF8.GetBytes($"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    /// <summary>Adds a value.</summary>
    public void Text(string value) => Raw(Cell(value));

    /// <summary>Adds a value that <see cref="Cell"/> made.</summary>
    public void Raw(ReadOnlySpan<byte> cell)
    {
        Separate();
        _bytes.Write(cell);
    }

    /// <summary>Adds a number in plain notation without trailing zeros, nothing for null.</summary>
    public void Number(decimal? number)
    {
        Separate();
        if (number is { } value)
        {
            // A decimal keeps its sign when it is zero.
            var text = _bytes.GetSpan(ExactDecimal.TextLengthMax);
            (value == 0 ? 0 : value).TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
            text = text[..length];
            _bytes.Advance(text.Contains((byte)'.') ? text.TrimEnd((byte)'0').TrimEnd((byte)'.').Length : length);
        }
    }

    /// <summary>Adds a time as YYYY-MM-DDTHH:mm:ssZ.</summary>
    public void Time(long unixSeconds)
    {
        Separate();
        var time = DateTimeOffset.FromUnixTimeSeconds(unixSeconds).UtcDateTime;
        time.TryFormat(_bytes.GetSpan(20), out var written, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        _bytes.Advance(written);
    }

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        _bytes.Write("\n"u8);
        _isRowOpen = false;
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    private void Separate()
    {
        if (_isRowOpen)
        {
            _bytes.Write(","u8);
        }

        _isRowOpen = true;
    }
}
