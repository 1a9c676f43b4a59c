namespace CostIntel.Domain.Encoding;

/// <summary>Writes compact binary values one behind the other into memory that grows and is used again.</summary>
public sealed class ByteWriter
{
    private const int InitialCapacity = 256;
    private const int VarintBytesMax = 10;
    private const int DecimalBytesMax = 16;

    private byte[] _buffer = new byte[InitialCapacity];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, Length);

    /// <summary>The same as memory.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, Length);

    /// <summary>A copy of what was written.</summary>
    public byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Starts again.</summary>
    public void Clear() => Length = 0;

    /// <summary>One byte.</summary>
    public void WriteByte(byte value) => Reserve(1)[0] = value;

    /// <summary>Bytes as they are.</summary>
    public void WriteRaw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>A length and that many bytes.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteVarint((ulong)bytes.Length);
        WriteRaw(bytes);
    }

    /// <summary>A length and UTF-8 text.</summary>
    public void WriteString(string text)
    {
        var length = System.Text.Encoding.UTF8.GetByteCount(text);
        WriteVarint((ulong)length);
        System.Text.Encoding.UTF8.GetBytes(text, Reserve(length));
    }

    /// <summary>A number in as few bytes as it needs, seven bits each.</summary>
    public void WriteVarint(ulong value)
    {
        EnsureCapacity(VarintBytesMax);
        var buffer = _buffer;
        var at = Length;
        while (value >= 0x80)
        {
            buffer[at++] = (byte)((value & 0x7F) | 0x80);
            value >>= 7;
        }

        buffer[at++] = (byte)value;
        Length = at;
    }

    /// <summary>A signed number, small in both directions.</summary>
    public void WriteZigZag(long value) => WriteVarint(unchecked((ulong)((value << 1) ^ (value >> 63))));

    /// <summary>An exact decimal: its sign, scale and mantissa.</summary>
    public void WriteDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var scale = (bits[3] >> 16) & 0xFF;
        var sign = bits[3] < 0 ? DecimalFormat.Negative : 0;
        var low = unchecked((uint)bits[0] | ((ulong)(uint)bits[1] << 32));
        if (bits[2] == 0)
        {
            WriteByte((byte)(scale | sign));
            WriteVarint(low);
            return;
        }

        WriteByte((byte)(scale | sign | DecimalFormat.Wide));
        WriteVarint(low);
        WriteVarint(unchecked((uint)bits[2]));
    }

    /// <summary>Puts a length in front of what was written since a position that left one byte for it.</summary>
    internal void CloseLength(int start)
    {
        var length = Length - start - 1;
        if (length < 0x80)
        {
            _buffer[start] = (byte)length;
            return;
        }

        // Rare: a record of more than 127 bytes moves by one to make room for its longer length.
        EnsureCapacity(1);
        Array.Copy(_buffer, start + 1, _buffer, start + 2, length);
        _buffer[start] = (byte)((length & 0x7F) | 0x80);
        _buffer[start + 1] = checked((byte)(length >> 7));
        Length++;
    }

    private Span<byte> Reserve(int count)
    {
        EnsureCapacity(count);
        var span = _buffer.AsSpan(Length, count);
        Length += count;
        return span;
    }

    private void EnsureCapacity(int count)
    {
        if (_buffer.Length - Length < count)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count + DecimalBytesMax));
        }
    }
}

/// <summary>The first byte of an encoded decimal: its scale and two flags.</summary>
internal static class DecimalFormat
{
    public const int Negative = 0x80;
    public const int Wide = 0x40;
    public const int ScaleMask = 0x3F;
    public const int ScaleMax = 28;
}
