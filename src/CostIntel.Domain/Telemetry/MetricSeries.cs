using CostIntel.Domain.Encoding;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Partitions;

namespace CostIntel.Domain.Telemetry;

/// <summary>One metric of one resource. Empty text stands for null.</summary>
/// <param name="Provider">FOCUS ServiceProviderName, lower-case.</param>
/// <param name="BillingAccountId">FOCUS BillingAccountId.</param>
/// <param name="SubAccountId">FOCUS SubAccountId.</param>
/// <param name="ResourceId">FOCUS ResourceId.</param>
/// <param name="Metric">Its name, see <see cref="MetricVocabulary"/>.</param>
public sealed record MetricSeries(
    string Provider, string BillingAccountId, string SubAccountId, string ResourceId, string Metric) : ILoggedSeries
{
    /// <summary>First byte of the stored form: a charge series has a version there, which will never come as far.</summary>
    internal const byte Mark = 0x4D;

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or corrupt.</exception>
    public static MetricSeries Decode(ReadOnlySpan<byte> stored)
    {
        var reader = new SpanReader(stored);
        if (reader.ReadByte() != Mark)
        {
            throw new InvalidDataException("A stored series is no metric.");
        }

        var series = new MetricSeries(
            reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());
        return reader.AtEnd ? series : throw new InvalidDataException("A stored metric is longer than its parts.");
    }

    /// <inheritdoc/>
    public ResourceKey ResourceKey(TenantId tenant) => new(new AccountKey(tenant, Provider, BillingAccountId), SubAccountId, ResourceId);

    /// <inheritdoc/>
    public byte[] Encode()
    {
        var writer = new ByteWriter();
        writer.WriteByte(Mark);
        writer.WriteString(Provider);
        writer.WriteString(BillingAccountId);
        writer.WriteString(SubAccountId);
        writer.WriteString(ResourceId);
        writer.WriteString(Metric);
        return writer.ToArray();
    }

    /// <inheritdoc/>
    public byte[] EncodeIdentity() => Encode();
}
