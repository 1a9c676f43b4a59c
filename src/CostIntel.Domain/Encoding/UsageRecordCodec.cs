using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Encoding;

/// <summary>
/// Charges as they stand in the usage log: a length, the series' number, the period, then only those costs that differ
/// from BilledCost. About 25 bytes each.
/// </summary>
public static class UsageRecordCodec
{
    private const byte EffectiveDiffers = 1;
    private const byte ListDiffers = 2;
    private const byte ContractedDiffers = 4;
    private const byte HasQuantity = 8;
    private const byte KnownFlags = EffectiveDiffers | ListDiffers | ContractedDiffers | HasQuantity;

    /// <summary>Appends a record.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The series or the duration is negative; nothing is written.</exception>
    public static void Write(ByteWriter writer, in UsageRecord record)
    {
        // Before the first byte: half a record in the buffer would spoil those behind it.
        ArgumentOutOfRangeException.ThrowIfNegative(record.SeriesId);
        ArgumentOutOfRangeException.ThrowIfNegative(record.DurationSeconds);
        var start = writer.Length;
        writer.WriteByte(0);
        writer.WriteVarint((ulong)record.SeriesId);
        writer.WriteZigZag(record.StartSeconds);
        writer.WriteVarint((ulong)record.DurationSeconds);
        var costs = record.Costs;
        var flags = (byte)((costs.Effective != costs.Billed ? EffectiveDiffers : 0)
            | (costs.List != costs.Billed ? ListDiffers : 0)
            | (costs.Contracted != costs.Billed ? ContractedDiffers : 0)
            | (record.HasQuantity ? HasQuantity : 0));
        writer.WriteByte(flags);
        writer.WriteDecimal(costs.Billed);
        WriteIf(writer, flags, EffectiveDiffers, costs.Effective);
        WriteIf(writer, flags, ListDiffers, costs.List);
        WriteIf(writer, flags, ContractedDiffers, costs.Contracted);
        WriteIf(writer, flags, HasQuantity, record.Quantity);
        writer.CloseLength(start);
    }

    /// <summary>Reads a record.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public static UsageRecord Read(ref SpanReader reader) => Read(ref reader, RecordHeader.Read(ref reader));

    /// <summary>Reads what follows a record's header.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public static UsageRecord Read(ref SpanReader reader, RecordHeader header)
    {
        var start = reader.ReadZigZag();
        var duration = ReadInt(ref reader);
        var flags = ReadFlags(ref reader);
        var billed = reader.ReadDecimal();
        var effective = ReadIf(ref reader, flags, EffectiveDiffers, billed);
        var list = ReadIf(ref reader, flags, ListDiffers, billed);
        var contracted = ReadIf(ref reader, flags, ContractedDiffers, billed);
        var quantity = ReadIf(ref reader, flags, HasQuantity, 0);
        if (reader.Position != header.End)
        {
            throw new InvalidDataException("A stored charge is longer or shorter than it says.");
        }

        return new UsageRecord(
            header.SeriesId, start, duration, new Costs(billed, effective, list, contracted), quantity, (flags & HasQuantity) != 0);
    }

    private static void WriteIf(ByteWriter writer, byte flags, byte flag, decimal value)
    {
        if ((flags & flag) != 0)
        {
            writer.WriteDecimal(value);
        }
    }

    private static decimal ReadIf(ref SpanReader reader, byte flags, byte flag, decimal otherwise) =>
        (flags & flag) != 0 ? reader.ReadDecimal() : otherwise;

    private static byte ReadFlags(ref SpanReader reader)
    {
        var flags = reader.ReadByte();
        return (flags & ~KnownFlags) == 0
            ? flags
            : throw new InvalidDataException($"A stored charge has unknown flags: 0x{flags:X2}.");
    }

    private static int ReadInt(ref SpanReader reader)
    {
        var value = reader.ReadVarint();
        return value <= int.MaxValue
            ? (int)value
            : throw new InvalidDataException("A stored charge has a number out of range.");
    }
}
