using CostIntel.Grains.Partitions;

namespace CostIntel.Grains.Ingest;

/// <summary>
/// Sends the batches of one producer to the partitions they touch, in order. One appender a stream: it remembers what
/// it sent where, so that a partition can tell when something before has not arrived.
/// </summary>
public sealed class UsageAppender(IGrainFactory grains, PartitionMap partitions, string producer)
{
    private readonly ulong[] _sent = new ulong[partitions.Count];
    private readonly IIngestPartitionGrain?[] _grains = new IIngestPartitionGrain?[partitions.Count];

    /// <summary>
    /// Sends what was gathered; the task completes when all of it is durable, with the duplicates by batch. The split
    /// may be used again at once.
    /// </summary>
    /// <exception cref="OutOfOrderException">An earlier batch was lost on the way; the stream has to start again.</exception>
    public Task<IReadOnlyDictionary<ulong, int>> AppendAsync(BatchSplit split)
    {
        var appends = new Task<AppendOutcome>[split.Touched.Count];
        var sent = new AppendSegment[appends.Length][];
        for (var i = 0; i < appends.Length; i++)
        {
            var partition = split.Touched[i];
            var grain = _grains[partition] ??= partitions.Grain(grains, partition);
            sent[i] = split.SegmentsOf(partition);
            appends[i] = grain.AppendAsync(new AppendRequest(producer, _sent[partition], sent[i]));
            _sent[partition] = sent[i][^1].Sequence;
        }

        return TallyAsync(appends, sent);
    }

    private static async Task<IReadOnlyDictionary<ulong, int>> TallyAsync(
        Task<AppendOutcome>[] appends, AppendSegment[][] sent)
    {
        var outcomes = await Task.WhenAll(appends);
        var duplicates = new Dictionary<ulong, int>();
        for (var i = 0; i < outcomes.Length; i++)
        {
            for (var j = 0; j < (outcomes[i].Duplicates?.Length ?? 0); j++)
            {
                var sequence = sent[i][j].Sequence;
                duplicates[sequence] = duplicates.GetValueOrDefault(sequence) + outcomes[i].Duplicates![j];
            }
        }

        return duplicates;
    }
}
