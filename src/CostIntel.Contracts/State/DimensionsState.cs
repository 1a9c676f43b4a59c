using CostIntel.Domain.Encoding;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using Google.Protobuf;

namespace CostIntel.Contracts.State;

/// <summary>Dimension sets and currencies to and from their snapshot form.</summary>
internal static class DimensionsState
{
    public static ByteString Encode(DimensionSet dimensions)
    {
        var writer = new ByteWriter();
        dimensions.Write(writer);
        return ByteString.CopyFrom(writer.WrittenSpan);
    }

    public static DimensionSet Decode(ByteString bytes)
    {
        var reader = new SpanReader(bytes.Span);
        return DimensionSet.Read(ref reader);
    }

    public static Currency Currency(string code) => Domain.Money.Currency.TryParse(code, out var currency)
        ? currency
        : throw new InvalidDataException($"A snapshot holds '{code}' where a currency belongs.");
}
