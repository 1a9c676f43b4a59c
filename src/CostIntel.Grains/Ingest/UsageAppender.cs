using CostIntel.Grains.Partitions;

namespace CostIntel.Grains.Ingest;

/// <summary>
/// Sends the batches of one producer to the partitions they touch, in order. One appender a stream: it remembers what
/// it sent where, so that a partition can tell when something before has not arrived.
/// </summary>
public sealed class UsageAppender(IGrainFactory grains, PartitionMap partitions, string producer)
{
    private readonly ulong[] _sent = new ulong[partitions.Count];

    /// <summary>Sends a batch; the task completes when all of it is durable. The split may be reused at once.</summary>
    /// <exception cref="OutOfOrderException">An earlier batch was lost on the way; the stream has to start again.</exception>
    public Task<AppendTally> AppendAsync(ulong sequence, BatchSplit split)
    {
        var appends = new Task<AppendOutcome>[split.Touched.Count];
        var counts = new int[appends.Length];
        for (var i = 0; i < appends.Length; i++)
        {
            var partition = split.Touched[i];
            counts[i] = split.CountOf(partition);
            appends[i] = partitions.Grain(grains, partition).AppendAsync(new AppendRequest(
                producer, sequence, _sent[partition], split.RecordsOf(partition), split.EventIdsOf(partition)));
            _sent[partition] = sequence;
        }

        return TallyAsync(appends, counts);
    }

    private static async Task<AppendTally> TallyAsync(Task<AppendOutcome>[] appends, int[] counts)
    {
        var outcomes = await Task.WhenAll(appends);
        var duplicates = 0;
        var total = 0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            total += counts[i];
            duplicates += outcomes[i].WasCounted ? counts[i] : outcomes[i].Duplicates;
        }

        return new AppendTally(total - duplicates, duplicates);
    }
}

/// <summary>What became of a batch.</summary>
/// <param name="Counted">Records that count since now.</param>
/// <param name="Duplicates">Records that had been counted before.</param>
public readonly record struct AppendTally(int Counted, int Duplicates);
