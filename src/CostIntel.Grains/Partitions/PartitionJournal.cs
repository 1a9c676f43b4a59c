using CostIntel.Domain.Encoding;
using CostIntel.Domain.Ledger;
using CostIntel.Storage.UsageLog;

namespace CostIntel.Grains.Partitions;

/// <summary>
/// Writes what waits in a partition's mailbox to the usage log, one entry at a time: while one entry is on its way to
/// the disk the next one grows. Runs in its grain's turns only, so it needs no lock.
/// </summary>
internal sealed class PartitionJournal(
    IPartitionLog log,
    Action<long, IReadOnlyList<LogSegment>, int> onDurable,
    Action<Exception> onFailure)
{
    // An entry larger than this waits for the next one: it bounds the memory that a slow disk can pile up in one write.
    private const int EntryBytesMax = 1 << 20;

    private readonly Queue<Waiting> _waiting = new();
    private readonly ByteWriter _entry = new();
    private bool _isFlushing;

    /// <summary>The last offset on disk.</summary>
    public long Durable { get; set; }

    /// <summary>Completes when the segments, and everything that waited before them, are on disk.</summary>
    public Task AppendAsync(IReadOnlyList<LogSegment> segments, ReadOnlyMemory<byte> eventIds)
    {
        if (segments.Count == 0 && !_isFlushing)
        {
            return Task.CompletedTask;
        }

        var durable = new TaskCompletionSource();
        _waiting.Enqueue(new(segments, eventIds, durable));
        if (!_isFlushing)
        {
            _isFlushing = true;
            _ = FlushAsync();
        }

        return durable.Task;
    }

    private async Task FlushAsync()
    {
        while (_waiting.Count > 0)
        {
            var batch = TakeBatch();
            try
            {
                await WriteAsync(batch);
            }
            catch (Exception failure)
            {
                // Whether the write has landed only the log knows: the activation that reads it again will.
                Fail(batch, failure);
                onFailure(failure);
                return;
            }

            foreach (var written in batch)
            {
                written.Durable.SetResult();
            }
        }

        _isFlushing = false;
    }

    private async Task WriteAsync(List<Waiting> batch)
    {
        var segments = new List<LogSegment>(batch.Count);
        var eventIdCount = 0;
        foreach (var waiting in batch)
        {
            segments.AddRange(waiting.Segments);
            eventIdCount += waiting.EventIds.Length;
        }

        if (segments.Count == 0)
        {
            return;
        }

        _entry.Clear();
        LogEntryCodec.Write(_entry, segments);
        await log.AppendAsync(
            Durable + 1, _entry.WrittenMemory, Concat(batch, eventIdCount), CancellationToken.None);
        Durable++;
        onDurable(Durable, segments, eventIdCount);
    }

    private static byte[] Concat(List<Waiting> batch, int length)
    {
        if (length == 0)
        {
            return [];
        }

        var ids = new byte[length];
        var position = 0;
        foreach (var waiting in batch)
        {
            waiting.EventIds.CopyTo(ids.AsMemory(position));
            position += waiting.EventIds.Length;
        }

        return ids;
    }

    private List<Waiting> TakeBatch()
    {
        var batch = new List<Waiting>(_waiting.Count);
        for (var bytes = 0; bytes < EntryBytesMax && _waiting.TryDequeue(out var next);)
        {
            batch.Add(next);
            bytes += next.Segments.Sum(segment => segment.Records.Length);
        }

        return batch;
    }

    private void Fail(List<Waiting> batch, Exception failure)
    {
        foreach (var waiting in batch.Concat(_waiting))
        {
            waiting.Durable.SetException(failure);
        }

        _waiting.Clear();
    }

    private readonly record struct Waiting(
        IReadOnlyList<LogSegment> Segments,
        ReadOnlyMemory<byte> EventIds,
        TaskCompletionSource Durable);
}
