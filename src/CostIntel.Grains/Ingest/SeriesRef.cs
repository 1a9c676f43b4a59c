using CostIntel.Grains.Partitions;

namespace CostIntel.Grains.Ingest;

/// <summary>Where charges of a series go.</summary>
/// <param name="Partition">The number of its partition.</param>
/// <param name="Id">Its number there.</param>
public readonly record struct SeriesRef(int Partition, int Id)
{
    /// <summary>True when the resource has as many metrics as it may have.</summary>
    public bool IsRefused => Id == SeriesIds.Refused;
}
