namespace CostIntel.Contracts.Wire;

/// <summary>One <c>costintel.v1.UsageRecord</c> read in place: texts are spans of the message.</summary>
public readonly ref struct UsageRecordWire
{
    private UsageRecordWire(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            switch (field, type)
            {
                case (1, WireType.Varint):
                    SeriesIndex = (uint)Math.Min(reader.ReadVarint(), uint.MaxValue);
                    break;
                case (2, WireType.Bytes):
                    (StartSeconds, StartNanos, HasStart) = ReadTimestamp(reader.ReadBytes());
                    break;
                case (3, WireType.Bytes):
                    (EndSeconds, EndNanos, HasEnd) = ReadTimestamp(reader.ReadBytes());
                    break;
                case (4, WireType.Bytes):
                    BilledCost = reader.ReadBytes();
                    break;
                case (5, WireType.Bytes):
                    EffectiveCost = reader.ReadBytes();
                    break;
                case (6, WireType.Bytes):
                    ListCost = reader.ReadBytes();
                    break;
                case (7, WireType.Bytes):
                    ContractedCost = reader.ReadBytes();
                    break;
                case (8, WireType.Bytes):
                    ConsumedQuantity = reader.ReadBytes();
                    break;
                case (9, WireType.Bytes):
                    EventId = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
    }

    /// <summary>Position in the batch's series.</summary>
    public uint SeriesIndex { get; }

    /// <summary>ChargePeriodStart, Unix seconds.</summary>
    public long StartSeconds { get; }

    /// <summary>Fraction of ChargePeriodStart.</summary>
    public long StartNanos { get; }

    /// <summary>False when there is no ChargePeriodStart.</summary>
    public bool HasStart { get; }

    /// <summary>ChargePeriodEnd, Unix seconds.</summary>
    public long EndSeconds { get; }

    /// <summary>Fraction of ChargePeriodEnd.</summary>
    public long EndNanos { get; }

    /// <summary>False when there is no ChargePeriodEnd.</summary>
    public bool HasEnd { get; }

    /// <summary>BilledCost as UTF-8 text; empty when absent.</summary>
    public ReadOnlySpan<byte> BilledCost { get; }

    /// <summary>EffectiveCost as UTF-8 text; empty when absent.</summary>
    public ReadOnlySpan<byte> EffectiveCost { get; }

    /// <summary>ListCost as UTF-8 text; empty when absent.</summary>
    public ReadOnlySpan<byte> ListCost { get; }

    /// <summary>ContractedCost as UTF-8 text; empty when absent.</summary>
    public ReadOnlySpan<byte> ContractedCost { get; }

    /// <summary>ConsumedQuantity as UTF-8 text; empty when absent.</summary>
    public ReadOnlySpan<byte> ConsumedQuantity { get; }

    /// <summary>The event id as UTF-8 text; empty when absent.</summary>
    public ReadOnlySpan<byte> EventId { get; }

    /// <summary>Reads a record.</summary>
    /// <exception cref="InvalidDataException">The message is malformed.</exception>
    public static UsageRecordWire Read(ReadOnlySpan<byte> message) => new(message);

    private static (long Seconds, long Nanos, bool Has) ReadTimestamp(ReadOnlySpan<byte> message)
    {
        var (seconds, nanos) = (0L, 0L);
        var reader = new WireReader(message);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (type != WireType.Varint)
            {
                reader.Skip(type);
            }
            else if (field == 1)
            {
                seconds = unchecked((long)reader.ReadVarint());
            }
            else if (field == 2)
            {
                nanos = unchecked((long)reader.ReadVarint());
            }
            else
            {
                reader.ReadVarint();
            }
        }

        return (seconds, nanos, true);
    }
}
