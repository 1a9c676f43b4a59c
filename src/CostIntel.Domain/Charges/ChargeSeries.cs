using CostIntel.Domain.Encoding;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Money;
using CostIntel.Domain.Partitions;

namespace CostIntel.Domain.Charges;

/// <summary>
/// Everything about a charge other than its time, its costs and its quantity, under the FOCUS column names. Many
/// charges share one series. Empty text stands for null.
/// </summary>
/// <remarks>Two series are equal when their identity is: names, descriptions and custom columns do not count.</remarks>
public sealed class ChargeSeries : ILoggedSeries, IEquatable<ChargeSeries>
{
    private const byte Version = 1;

    /// <summary>FOCUS ServiceProviderName (ProviderName before 1.3), lower-case.</summary>
    public required string Provider { get; init; }

    /// <summary>FOCUS BillingAccountId.</summary>
    public required string BillingAccountId { get; init; }

    /// <summary>FOCUS SubAccountId.</summary>
    public string SubAccountId { get; init; } = "";

    /// <summary>FOCUS ResourceId.</summary>
    public string ResourceId { get; init; } = "";

    /// <summary>FOCUS ResourceType.</summary>
    public string ResourceType { get; init; } = "";

    /// <summary>FOCUS ServiceName.</summary>
    public required string ServiceName { get; init; }

    /// <summary>FOCUS ServiceCategory.</summary>
    public string ServiceCategory { get; init; } = "Other";

    /// <summary>FOCUS ServiceSubcategory.</summary>
    public string ServiceSubcategory { get; init; } = "";

    /// <summary>FOCUS RegionId.</summary>
    public string RegionId { get; init; } = "";

    /// <summary>FOCUS AvailabilityZone.</summary>
    public string AvailabilityZone { get; init; } = "";

    /// <summary>FOCUS ChargeCategory.</summary>
    public required string ChargeCategory { get; init; }

    /// <summary>FOCUS ChargeClass.</summary>
    public string ChargeClass { get; init; } = "";

    /// <summary>FOCUS SkuId.</summary>
    public string SkuId { get; init; } = "";

    /// <summary>FOCUS SkuPriceId.</summary>
    public string SkuPriceId { get; init; } = "";

    /// <summary>FOCUS SkuMeter.</summary>
    public string SkuMeter { get; init; } = "";

    /// <summary>FOCUS PricingCategory.</summary>
    public string PricingCategory { get; init; } = "";

    /// <summary>FOCUS CommitmentDiscountId.</summary>
    public string CommitmentDiscountId { get; init; } = "";

    /// <summary>FOCUS CommitmentDiscountStatus.</summary>
    public string CommitmentDiscountStatus { get; init; } = "";

    /// <summary>FOCUS ConsumedUnit.</summary>
    public string ConsumedUnit { get; init; } = "";

    /// <summary>FOCUS BillingCurrency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>FOCUS Tags, ordered by key; keys are unique.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>FOCUS BillingAccountName. Not identity.</summary>
    public string BillingAccountName { get; init; } = "";

    /// <summary>FOCUS SubAccountName. Not identity.</summary>
    public string SubAccountName { get; init; } = "";

    /// <summary>FOCUS ResourceName. Not identity.</summary>
    public string ResourceName { get; init; } = "";

    /// <summary>FOCUS RegionName. Not identity.</summary>
    public string RegionName { get; init; } = "";

    /// <summary>FOCUS ChargeFrequency. Not identity.</summary>
    public string ChargeFrequency { get; init; } = "";

    /// <summary>FOCUS ChargeDescription. Not identity.</summary>
    public string ChargeDescription { get; init; } = "";

    /// <summary>FOCUS PricingUnit. Not identity.</summary>
    public string PricingUnit { get; init; } = "";

    /// <summary>Custom columns, ordered by name. Not identity.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut, corrupt or of a later version.</exception>
    public static ChargeSeries Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes);
        var version = reader.ReadByte();
        if (version != Version)
        {
            throw new InvalidDataException($"A series has version {version}; this program reads {Version}.");
        }

        // Initialisers run in the order in which they stand: the order of EncodeIdentity and Encode.
        var series = new ChargeSeries
        {
            Provider = reader.ReadString(),
            BillingAccountId = reader.ReadString(),
            SubAccountId = reader.ReadString(),
            ResourceId = reader.ReadString(),
            ResourceType = reader.ReadString(),
            ServiceName = reader.ReadString(),
            ServiceCategory = reader.ReadString(),
            ServiceSubcategory = reader.ReadString(),
            RegionId = reader.ReadString(),
            AvailabilityZone = reader.ReadString(),
            ChargeCategory = reader.ReadString(),
            ChargeClass = reader.ReadString(),
            SkuId = reader.ReadString(),
            SkuPriceId = reader.ReadString(),
            SkuMeter = reader.ReadString(),
            PricingCategory = reader.ReadString(),
            CommitmentDiscountId = reader.ReadString(),
            CommitmentDiscountStatus = reader.ReadString(),
            ConsumedUnit = reader.ReadString(),
            Currency = ReadCurrency(ref reader),
            Tags = ReadPairs(ref reader),
            BillingAccountName = reader.ReadString(),
            SubAccountName = reader.ReadString(),
            ResourceName = reader.ReadString(),
            RegionName = reader.ReadString(),
            ChargeFrequency = reader.ReadString(),
            ChargeDescription = reader.ReadString(),
            PricingUnit = reader.ReadString(),
            Attributes = ReadPairs(ref reader),
        };
        return reader.AtEnd ? series : throw new InvalidDataException("A stored series is longer than its columns.");
    }

    /// <summary>The resource that the charges belong to, or its stand-in.</summary>
    public ResourceKey ResourceKey(TenantId tenant)
    {
        var account = new AccountKey(tenant, Provider, BillingAccountId);
        return ResourceId.Length > 0
            ? new ResourceKey(account, SubAccountId, ResourceId)
            : Identity.ResourceKey.ForUnattributed(account, SubAccountId, ServiceName, RegionId, ChargeCategory);
    }

    /// <summary>The stored form.</summary>
    public byte[] Encode()
    {
        var writer = new ByteWriter();
        WriteIdentity(writer);
        writer.WriteString(BillingAccountName);
        writer.WriteString(SubAccountName);
        writer.WriteString(ResourceName);
        writer.WriteString(RegionName);
        writer.WriteString(ChargeFrequency);
        writer.WriteString(ChargeDescription);
        writer.WriteString(PricingUnit);
        WritePairs(writer, Attributes);
        return writer.ToArray();
    }

    /// <summary>The stored form of the identity alone: equal bytes, equal series.</summary>
    public byte[] EncodeIdentity()
    {
        var writer = new ByteWriter();
        WriteIdentity(writer);
        return writer.ToArray();
    }

    /// <inheritdoc/>
    public bool Equals(ChargeSeries? other) =>
        ReferenceEquals(this, other)
        || (other is not null && EncodeIdentity().AsSpan().SequenceEqual(other.EncodeIdentity()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChargeSeries);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)PermanentHash.Hash64(EncodeIdentity()));

    private static Currency ReadCurrency(ref SpanReader reader)
    {
        var code = reader.ReadString();
        return Currency.TryParse(code, out var currency)
            ? currency
            : throw new InvalidDataException($"A stored series has the currency '{code}'.");
    }

    private static KeyValuePair<string, string>[] ReadPairs(ref SpanReader reader)
    {
        var pairs = new KeyValuePair<string, string>[reader.ReadCount()];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new(reader.ReadString(), reader.ReadString());
        }

        return pairs;
    }

    private static void WritePairs(ByteWriter writer, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        writer.WriteVarint((ulong)pairs.Count);
        foreach (var (key, value) in pairs)
        {
            writer.WriteString(key);
            writer.WriteString(value);
        }
    }

    private void WriteIdentity(ByteWriter writer)
    {
        writer.WriteByte(Version);
        writer.WriteString(Provider);
        writer.WriteString(BillingAccountId);
        writer.WriteString(SubAccountId);
        writer.WriteString(ResourceId);
        writer.WriteString(ResourceType);
        writer.WriteString(ServiceName);
        writer.WriteString(ServiceCategory);
        writer.WriteString(ServiceSubcategory);
        writer.WriteString(RegionId);
        writer.WriteString(AvailabilityZone);
        writer.WriteString(ChargeCategory);
        writer.WriteString(ChargeClass);
        writer.WriteString(SkuId);
        writer.WriteString(SkuPriceId);
        writer.WriteString(SkuMeter);
        writer.WriteString(PricingCategory);
        writer.WriteString(CommitmentDiscountId);
        writer.WriteString(CommitmentDiscountStatus);
        writer.WriteString(ConsumedUnit);
        writer.WriteString(Currency.Code);
        WritePairs(writer, Tags);
    }
}
