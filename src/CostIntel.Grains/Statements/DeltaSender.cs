using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Statements;
using CostIntel.Grains.Ingest;

namespace CostIntel.Grains.Statements;

/// <summary>Sends the differences that a statement makes down the way of every other charge, in numbered batches.</summary>
internal sealed class DeltaSender(TenantId tenant, SeriesDirectory directory, UsageAppender appender, int partitionCount)
{
    /// <summary>Differences from which a batch is sent.</summary>
    public const int BatchRecordsMax = 1_000;

    private readonly BatchSplit _split = new(partitionCount);
    private ulong _sequence;

    public async Task SendAsync(IReadOnlyList<StatementLine> deltas)
    {
        if (deltas.Count == 0)
        {
            return;
        }

        var references = await directory.ResolveAsync(tenant, [.. deltas.Select(delta => delta.Series)]);
        _split.Clear();
        _split.Begin(++_sequence);
        for (var i = 0; i < deltas.Count; i++)
        {
            var delta = deltas[i];
            _split.Add(references[i].Partition, new UsageRecord(
                references[i].Id,
                delta.StartSeconds,
                (int)(delta.EndSeconds - delta.StartSeconds),
                delta.Costs,
                delta.Quantity,
                delta.Quantity != 0));
        }

        await appender.AppendAsync(_split);
    }
}
