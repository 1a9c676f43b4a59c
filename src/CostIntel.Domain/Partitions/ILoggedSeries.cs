using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Partitions;

/// <summary>What the records of a partition's log can be of: charges or samples, all of them of one resource.</summary>
public interface ILoggedSeries
{
    /// <summary>The resource that the records belong to.</summary>
    ResourceKey ResourceKey(TenantId tenant);

    /// <summary>The stored form; its first byte tells what it is.</summary>
    byte[] Encode();

    /// <summary>The stored form of the identity alone: equal bytes, equal series.</summary>
    byte[] EncodeIdentity();

    /// <summary>Reads the stored form of any series.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut, corrupt or of a later version.</exception>
    static ILoggedSeries Decode(ReadOnlySpan<byte> stored) =>
        stored is [MetricSeries.Mark, ..] ? MetricSeries.Decode(stored) : ChargeSeries.Decode(stored);
}
