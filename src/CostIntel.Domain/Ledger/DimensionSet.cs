using CostIntel.Domain.Charges;
using CostIntel.Domain.Encoding;

namespace CostIntel.Domain.Ledger;

/// <summary>
/// The values by which the costs of one account are grouped and filtered; everything else about a charge is summed
/// over. Equal sets are one line of a ledger or cube.
/// </summary>
public sealed class DimensionSet : IEquatable<DimensionSet>
{
    private readonly int _hash;

    private DimensionSet(
        string subAccountId,
        string serviceName,
        string serviceCategory,
        string regionId,
        string chargeCategory,
        IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        SubAccountId = subAccountId;
        ServiceName = serviceName;
        ServiceCategory = serviceCategory;
        RegionId = regionId;
        ChargeCategory = chargeCategory;
        Tags = tags;
        var hash = new HashCode();
        hash.Add(subAccountId, StringComparer.Ordinal);
        hash.Add(serviceName, StringComparer.Ordinal);
        hash.Add(serviceCategory, StringComparer.Ordinal);
        hash.Add(regionId, StringComparer.Ordinal);
        hash.Add(chargeCategory, StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>FOCUS SubAccountId; empty for null.</summary>
    public string SubAccountId { get; }

    /// <summary>FOCUS ServiceName.</summary>
    public string ServiceName { get; }

    /// <summary>FOCUS ServiceCategory.</summary>
    public string ServiceCategory { get; }

    /// <summary>FOCUS RegionId; empty for null.</summary>
    public string RegionId { get; }

    /// <summary>FOCUS ChargeCategory.</summary>
    public string ChargeCategory { get; }

    /// <summary>FOCUS Tags, ordered by key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; }

    /// <summary>The dimensions of a series with all of its tags.</summary>
    public static DimensionSet Of(ChargeSeries series) => Of(series, series.Tags);

    /// <summary>The dimensions of a series with those of its tags whose keys are in <paramref name="tagKeys"/>.</summary>
    public static DimensionSet Of(ChargeSeries series, IReadOnlySet<string> tagKeys) =>
        Of(series, [.. series.Tags.Where(tag => tagKeys.Contains(tag.Key))]);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public static DimensionSet Read(ref SpanReader reader)
    {
        var subAccountId = reader.ReadString();
        var serviceName = StringPool.Shared(reader.ReadString());
        var serviceCategory = StringPool.Shared(reader.ReadString());
        var regionId = StringPool.Shared(reader.ReadString());
        var chargeCategory = StringPool.Shared(reader.ReadString());
        var tags = new KeyValuePair<string, string>[reader.ReadCount()];
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i] = new(StringPool.Shared(reader.ReadString()), StringPool.Shared(reader.ReadString()));
        }

        return new(subAccountId, serviceName, serviceCategory, regionId, chargeCategory, tags);
    }

    /// <summary>Appends the canonical form.</summary>
    public void Write(ByteWriter writer)
    {
        writer.WriteString(SubAccountId);
        writer.WriteString(ServiceName);
        writer.WriteString(ServiceCategory);
        writer.WriteString(RegionId);
        writer.WriteString(ChargeCategory);
        writer.WriteVarint((ulong)Tags.Count);
        foreach (var (key, value) in Tags)
        {
            writer.WriteString(key);
            writer.WriteString(value);
        }
    }

    /// <summary>The value of the tag, or empty when the charge has no such tag.</summary>
    public string Tag(string key)
    {
        foreach (var tag in Tags)
        {
            if (string.Equals(tag.Key, key, StringComparison.Ordinal))
            {
                return tag.Value;
            }
        }

        return "";
    }

    /// <inheritdoc/>
    public bool Equals(DimensionSet? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && _hash == other._hash
            && string.Equals(SubAccountId, other.SubAccountId, StringComparison.Ordinal)
            && string.Equals(ServiceName, other.ServiceName, StringComparison.Ordinal)
            && string.Equals(ServiceCategory, other.ServiceCategory, StringComparison.Ordinal)
            && string.Equals(RegionId, other.RegionId, StringComparison.Ordinal)
            && string.Equals(ChargeCategory, other.ChargeCategory, StringComparison.Ordinal)
            && Tags.SequenceEqual(other.Tags));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DimensionSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    private static DimensionSet Of(ChargeSeries series, IReadOnlyList<KeyValuePair<string, string>> tags) =>
        new(
            series.SubAccountId,
            StringPool.Shared(series.ServiceName),
            StringPool.Shared(series.ServiceCategory),
            StringPool.Shared(series.RegionId),
            StringPool.Shared(series.ChargeCategory),
            tags);
}
