using CostIntel.Contracts.Wire;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Ingest;

namespace CostIntel.Server.Ingest;

/// <summary>Takes usage events in.</summary>
internal sealed class UsageIntake(TenantId tenant) : IRecordIntake
{
    private readonly byte[] _eventScope = tenant.ScopeOfBytes(UsageRecordReader.EventIdBytesMax);

    /// <inheritdoc/>
    public FieldFault? Take(
        ReadOnlySpan<byte> encoded, ReadOnlySpan<SessionSeries> series, DateTimeOffset now, BatchSplit split)
    {
        var wire = UsageRecordWire.Read(encoded);
        if (wire.SeriesIndex >= series.Length)
        {
            return new FieldFault("series_index", $"The batch has {series.Length} series.");
        }

        var target = series[(int)wire.SeriesIndex];
        if (target.Fault is { } seriesFault)
        {
            return seriesFault;
        }

        if (UsageRecordReader.TryRead(wire, target, now, out var record) is { } fault)
        {
            return fault;
        }

        split.Add(target.Target.Partition, record, HashOf(wire.EventId));
        return null;
    }

    private ReadOnlySpan<byte> HashOf(ReadOnlySpan<byte> eventId) =>
        eventId.IsEmpty ? default
            : PermanentHash.Hash128(_eventScope.Length == 0 ? eventId : (byte[])[.. _eventScope, .. eventId]);
}
