using System.Diagnostics.Metrics;
using CostIntel.Grains.Partitions;

namespace CostIntel.Server.Observability;

/// <summary>The engine's own figures.</summary>
internal sealed class EngineMetrics : IDisposable
{
    private readonly Meter _meter = new("CostIntel.Engine");
    private readonly Counter<long> _records;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _duplicates;
    private IReadOnlyList<PartitionStatus> _partitions = [];

    public EngineMetrics()
    {
        _records = _meter.CreateCounter<long>("costintel_ingest_records", description: "Records counted from streams.");
        _rejected = _meter.CreateCounter<long>("costintel_ingest_rejected_records", description: "Records refused.");
        _duplicates = _meter.CreateCounter<long>(
            "costintel_ingest_duplicate_records", description: "Records that had been counted before.");
        _meter.CreateObservableGauge(
            "costintel_log_tail_bytes", () => _partitions.Sum(p => p.TailBytes), description: "Log without checkpoint.");
        _meter.CreateObservableGauge(
            "costintel_log_undispatched_entries",
            () => _partitions.Sum(p => p.Durable - p.Dispatched),
            description: "Log entries that wait to be handed to grains.");
        _meter.CreateObservableGauge(
            "costintel_series", () => _partitions.Sum(p => (long)p.Series), description: "Series known.");
    }

    /// <summary>Notes an acknowledged batch.</summary>
    public void Acknowledged(int counted, int duplicates, int rejected)
    {
        _records.Add(counted);
        _duplicates.Add(duplicates);
        _rejected.Add(rejected);
    }

    /// <summary>Notes how the partitions stand.</summary>
    public void Observe(IReadOnlyList<PartitionStatus> partitions) => _partitions = partitions;

    public void Dispose() => _meter.Dispose();
}
