using CostIntel.Domain.Charges;
using CostIntel.Domain.Encoding;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Statements;

/// <summary>
/// What a statement says about one charge: its series, its period and its amounts. A book keeps it whole, so that a
/// later statement can take back exactly what this one said.
/// </summary>
/// <param name="Series">All attributes other than time, costs and quantity.</param>
/// <param name="StartSeconds">FOCUS ChargePeriodStart, Unix seconds.</param>
/// <param name="EndSeconds">FOCUS ChargePeriodEnd, Unix seconds, exclusive.</param>
/// <param name="Costs">The four FOCUS costs.</param>
/// <param name="Quantity">FOCUS ConsumedQuantity; 0 for null.</param>
public sealed record StatementLine(ChargeSeries Series, long StartSeconds, long EndSeconds, Costs Costs, decimal Quantity)
{
    private const byte Version = 1;

    /// <summary>
    /// The key whose value a later statement replaces: resource, SKU, charge category and class, charge period. The
    /// source, billing account and billing period are the book's.
    /// </summary>
    public byte[] RowKey()
    {
        var writer = new ByteWriter();
        writer.WriteString(Series.Provider);
        writer.WriteString(Series.SubAccountId);
        writer.WriteString(Series.ResourceId);
        writer.WriteString(Series.ResourceId.Length == 0 ? Series.ServiceName : "");
        writer.WriteString(Series.SkuId);
        writer.WriteString(Series.SkuPriceId);
        writer.WriteString(Series.ChargeCategory);
        writer.WriteString(Series.ChargeClass);
        writer.WriteZigZag(StartSeconds);
        writer.WriteZigZag(EndSeconds);
        return PermanentHash.Hash128(writer.WrittenSpan);
    }

    /// <summary>What keeps rows of one key apart that cannot be added: they differ in a dimension, currency or unit.</summary>
    public byte[] PartKey() => PermanentHash.Hash128(Series.EncodeIdentity());

    /// <summary>The line with the amounts of another of the same keys added.</summary>
    public StatementLine Plus(StatementLine other) =>
        this with { Costs = Costs + other.Costs, Quantity = ExactDecimal.AddOrRound(Quantity, other.Quantity) };

    /// <summary>The line that takes this one back.</summary>
    public StatementLine Negated() => this with { Costs = -Costs, Quantity = -Quantity };

    /// <summary>True when the amounts are equal.</summary>
    public bool HasAmountsOf(StatementLine other) => Costs == other.Costs && Quantity == other.Quantity;

    /// <summary>The bytes that a book keeps.</summary>
    public byte[] Encode()
    {
        var writer = new ByteWriter();
        writer.WriteByte(Version);
        writer.WriteBytes(Series.Encode());
        writer.WriteZigZag(StartSeconds);
        writer.WriteZigZag(EndSeconds);
        writer.WriteDecimal(Costs.Billed);
        writer.WriteDecimal(Costs.Effective);
        writer.WriteDecimal(Costs.List);
        writer.WriteDecimal(Costs.Contracted);
        writer.WriteDecimal(Quantity);
        return writer.ToArray();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut, corrupt or of a later version.</exception>
    public static StatementLine Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes);
        var version = reader.ReadByte();
        if (version != Version)
        {
            throw new InvalidDataException($"A statement line has version {version}; this program reads {Version}.");
        }

        var series = ChargeSeries.Decode(reader.ReadBytes());
        var start = reader.ReadZigZag();
        var end = reader.ReadZigZag();
        var costs = new Costs(reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal());
        return new StatementLine(series, start, end, costs, reader.ReadDecimal());
    }

    /// <summary>Adds two encoded lines of the same keys.</summary>
    public static byte[] Merge(ReadOnlySpan<byte> kept, ReadOnlySpan<byte> added) => Decode(kept).Plus(Decode(added)).Encode();
}
