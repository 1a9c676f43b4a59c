using System.Text;

namespace CostIntel.Domain.Encoding;

/// <summary>Reads what <see cref="ByteWriter"/> wrote, in place. Cut or corrupt bytes never lead outside the span.</summary>
public ref struct SpanReader(ReadOnlySpan<byte> bytes)
{
    private const int VarintBytesMax = 10;

    // Two ids that differ in a broken byte alone must not become one: what is no UTF-8 is refused, not mended.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>True when nothing is left.</summary>
    public readonly bool AtEnd => Position == _bytes.Length;

    /// <summary>One byte.</summary>
    /// <exception cref="InvalidDataException">Nothing is left.</exception>
    public byte ReadByte() => Position < _bytes.Length ? _bytes[Position++] : throw Cut();

    /// <summary>A length and that many bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (length > (ulong)(_bytes.Length - Position))
        {
            throw Cut();
        }

        var read = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return read;
    }

    /// <summary>A length and UTF-8 text.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public string ReadString()
    {
        var text = ReadBytes();
        try
        {
            return Utf8.GetString(text);
        }
        catch (DecoderFallbackException failure)
        {
            throw new InvalidDataException("Stored bytes are corrupt: a text is not UTF-8.", failure);
        }
    }

    /// <summary>A number of things that follow, each at least one byte.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public int ReadCount()
    {
        var count = ReadVarint();
        return count <= (ulong)(_bytes.Length - Position) ? (int)count : throw Cut();
    }

    /// <summary>A number of seven bits a byte.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public ulong ReadVarint()
    {
        var rest = _bytes[Position..];
        if (!rest.IsEmpty && rest[0] < 0x80)
        {
            Position++;
            return rest[0];
        }

        var value = 0UL;
        for (var i = 0; i < VarintBytesMax && i < rest.Length; i++)
        {
            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80)
            {
                if (i == VarintBytesMax - 1 && rest[i] > 1)
                {
                    break; // The last byte has room for the 64th bit alone.
                }

                Position += i + 1;
                return value;
            }
        }

        throw Cut();
    }

    /// <summary>A signed number.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public long ReadZigZag()
    {
        var value = ReadVarint();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    /// <summary>An exact decimal.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public decimal ReadDecimal()
    {
        var head = ReadByte();
        var scale = head & DecimalFormat.ScaleMask;
        var low = ReadVarint();
        var high = (head & DecimalFormat.Wide) != 0 ? ReadVarint() : 0;
        if (scale > DecimalFormat.ScaleMax || high > uint.MaxValue)
        {
            throw Cut();
        }

        return unchecked(new decimal(
            (int)low, (int)(low >> 32), (int)high, (head & DecimalFormat.Negative) != 0, (byte)scale));
    }

    /// <summary>As many bytes as are asked for.</summary>
    /// <exception cref="InvalidDataException">Fewer are left, or the count is negative.</exception>
    public ReadOnlySpan<byte> ReadRaw(int count)
    {
        Skip(count);
        return _bytes.Slice(Position - count, count);
    }

    /// <summary>Passes over bytes.</summary>
    /// <exception cref="InvalidDataException">Fewer are left, or the count is negative.</exception>
    public void Skip(int count)
    {
        if (unchecked((uint)count) > (uint)(_bytes.Length - Position))
        {
            throw Cut();
        }

        Position += count;
    }

    private static InvalidDataException Cut() => new("Stored bytes are cut or corrupt.");
}
