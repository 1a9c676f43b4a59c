namespace CostIntel.Domain.Ledger;

/// <summary>
/// Up to which offset of each partition's log a ledger has applied charges. What lies at or before it is ignored:
/// that one rule makes replay harmless.
/// </summary>
public sealed class AppliedOffsets
{
    private long[] _offsets;

    /// <summary>Starts from a snapshot's offsets; partitions beyond them are at 0.</summary>
    public AppliedOffsets(IEnumerable<long> offsets) => _offsets = [.. offsets];

    /// <summary>Starts with nothing applied.</summary>
    public AppliedOffsets()
        : this([])
    {
    }

    /// <summary>The offsets by partition.</summary>
    public IReadOnlyList<long> All => _offsets;

    /// <summary>The last offset applied of the partition; 0 for none.</summary>
    public long Of(int partition) => partition < _offsets.Length ? _offsets[partition] : 0;

    /// <summary>Moves the partition to <paramref name="offset"/>; false when it is there or further already.</summary>
    public bool Advance(int partition, long offset)
    {
        if (offset <= Of(partition))
        {
            return false;
        }

        if (partition >= _offsets.Length)
        {
            Array.Resize(ref _offsets, partition + 1);
        }

        _offsets[partition] = offset;
        return true;
    }
}
