namespace CostIntel.Cli.Import;

/// <summary>The batches that were sent and are not known to be staged: what a new connection sends again.</summary>
/// <remarks>One task sends while another reads the acknowledgements.</remarks>
internal sealed class BatchWindow(int batchesMax) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room = new(batchesMax);
    private readonly Queue<FileBatch> _batches = new();
    private ulong _stagedSequence;

    /// <summary>All batches up to this one are staged.</summary>
    public ulong StagedSequence
    {
        get
        {
            lock (_gate)
            {
                return _stagedSequence;
            }
        }
    }

    /// <summary>Waits until one more batch may be sent; then <see cref="Add"/> it or give the room back.</summary>
    public Task TakeRoomAsync(CancellationToken cancellation) => _room.WaitAsync(cancellation);

    /// <summary>Gives back room for which there was no batch.</summary>
    public void ReturnRoom() => _room.Release();

    /// <summary>Remembers a batch until it is staged; room was taken for it.</summary>
    public void Add(FileBatch batch)
    {
        lock (_gate)
        {
            _batches.Enqueue(batch);
        }
    }

    /// <summary>What is not known to be staged, in order.</summary>
    public IReadOnlyList<FileBatch> Unacknowledged()
    {
        lock (_gate)
        {
            return [.. _batches];
        }
    }

    /// <summary>Forgets what is staged; returns the batch of that number, if it was waiting.</summary>
    public FileBatch? Acknowledge(ulong stagedSequence)
    {
        lock (_gate)
        {
            _stagedSequence = Math.Max(_stagedSequence, stagedSequence);
            FileBatch? last = null;
            while (_batches.TryPeek(out var waiting) && waiting.Message.Sequence <= stagedSequence)
            {
                last = _batches.Dequeue();
                _room.Release();
            }

            return last?.Message.Sequence == stagedSequence ? last : null;
        }
    }

    public void Dispose() => _room.Dispose();
}
