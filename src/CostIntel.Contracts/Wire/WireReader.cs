namespace CostIntel.Contracts.Wire;

/// <summary>
/// Reads protobuf fields in place. Used where the generated classes would allocate a string per field of every record;
/// tests hold it against them.
/// </summary>
public ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int WireTypeBits = 3;
    private const int VarintBytesMax = 10;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>True when nothing is left.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Bytes left.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>Reads a field's number and wire type.</summary>
    /// <exception cref="InvalidDataException">The message is malformed.</exception>
    public (int Field, WireType Type) ReadTag()
    {
        var tag = ReadVarint();
        var field = tag >> WireTypeBits;
        return field is 0 or > int.MaxValue
            ? throw new InvalidDataException("The message has a field with an impossible number.")
            : ((int)field, (WireType)(tag & 7));
    }

    /// <summary>Reads a variable-length number.</summary>
    /// <exception cref="InvalidDataException">The message is malformed.</exception>
    public ulong ReadVarint()
    {
        if (!_rest.IsEmpty && _rest[0] < 0x80)
        {
            var single = _rest[0];
            _rest = _rest[1..];
            return single;
        }

        var value = 0UL;
        for (var i = 0; i < VarintBytesMax && i < _rest.Length; i++)
        {
            var part = _rest[i];
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("The message ends inside a number.");
    }

    /// <summary>Reads a length and that many bytes: text, bytes or an embedded message.</summary>
    /// <exception cref="InvalidDataException">The message is malformed.</exception>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (length > (ulong)_rest.Length)
        {
            throw new InvalidDataException("The message ends inside a field.");
        }

        var bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return bytes;
    }

    /// <summary>Passes over a field of a type that is of no interest.</summary>
    /// <exception cref="InvalidDataException">The message is malformed.</exception>
    public void Skip(WireType type)
    {
        switch (type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Advance(sizeof(ulong));
                break;
            case WireType.Bytes:
                ReadBytes();
                break;
            case WireType.Fixed32:
                Advance(sizeof(uint));
                break;
            default:
                throw new InvalidDataException($"The message has a field of the unknown wire type {(int)type}.");
        }
    }

    private void Advance(int count)
    {
        if (count > _rest.Length)
        {
            throw new InvalidDataException("The message ends inside a field.");
        }

        _rest = _rest[count..];
    }
}

/// <summary>How a protobuf field is encoded.</summary>
public enum WireType
{
    /// <summary>A variable-length number.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length and that many bytes.</summary>
    Bytes = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
