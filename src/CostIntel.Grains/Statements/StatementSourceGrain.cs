using CostIntel.Contracts.State.V1;
using CostIntel.Grains.Ingest;
using CostIntel.Grains.Partitions;
using CostIntel.Storage.Statements;
using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Statements;

/// <inheritdoc cref="IStatementSourceGrain"/>
[GrainType("statement-source")]
public sealed partial class StatementSourceGrain(
    IStatementStore store,
    PartitionMap partitions,
    ILogger<StatementSourceGrain> logger) : Grain, IStatementSourceGrain
{
    private readonly Queue<string> _queue = new();
    private readonly Dictionary<string, ImportStatus> _status = new(StringComparer.Ordinal);
    private Task _work = Task.CompletedTask;

    /// <inheritdoc/>
    public Task CommitAsync(string importId)
    {
        if (!_status.TryGetValue(importId, out var status) || status.Failure is not null)
        {
            _status[importId] = new ImportStatus(0, false, null);
            _queue.Enqueue(importId);
            if (_work.IsCompleted)
            {
                _work = WorkAsync();
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ImportStatus> GetStatusAsync(string importId)
    {
        if (_status.TryGetValue(importId, out var status))
        {
            return status;
        }

        var record = await store.FindAsync(importId, CancellationToken.None);
        return new ImportStatus(0, record?.State == ImportState.Done, null);
    }

    private async Task WorkAsync()
    {
        while (_queue.TryDequeue(out var importId))
        {
            // An import may take longer than a grain stays without calls.
            DelayDeactivation(TimeSpan.FromHours(1));
            try
            {
                await CountAsync(importId);
                _status[importId] = _status[importId] with { IsDone = true };
            }
            catch (Exception failure)
            {
                LogImportFailed(logger, importId, failure);
                _status[importId] = _status[importId] with
                {
                    Failure = "The engine could not finish the import; it goes on when it is committed again.",
                };
            }
        }
    }

    private async Task CountAsync(string importId)
    {
        var record = await store.FindAsync(importId, CancellationToken.None)
            ?? throw new InvalidOperationException($"Import '{importId}' was committed but is not stored.");
        var detail = ImportDetail.Parser.ParseFrom(record.Detail ?? []);
        if (record.State is ImportState.Sealed or ImportState.Dispatching)
        {
            await store.MoveAsync(importId, ImportState.Dispatching, null, CancellationToken.None);
            await DispatchAsync(record, detail);
            await store.MoveAsync(importId, ImportState.Applying, Bytes(detail), CancellationToken.None);
        }

        if (record.State is not ImportState.Done)
        {
            await store.ApplyAsync(importId, record.WholePeriod, CancellationToken.None);
            await ForgetAsync(importId);
        }
    }

    /// <summary>
    /// Sends the differences under a producer of the import's own. Killed and run again it sends the same batches
    /// under the same numbers, since the book changes only afterwards: what was counted is not counted twice.
    /// </summary>
    private async Task DispatchAsync(ImportRecord record, ImportDetail detail)
    {
        var tenant = StatementSourceKey.Parse(this.GetPrimaryKeyString()).Tenant;
        var producer = StatementSourceKey.ProducerOf(record.ImportId);
        var sender = new DeltaSender(
            tenant,
            new SeriesDirectory(GrainFactory, partitions),
            new UsageAppender(GrainFactory, partitions, producer),
            partitions.Count);
        var comparison = new StatementComparison();
        await foreach (var change in store.ReadChangesAsync(record.ImportId, record.WholePeriod, CancellationToken.None))
        {
            comparison.Compare(change);
            _status[record.ImportId] = new ImportStatus(comparison.ComparedRows, false, null);
            if (comparison.Deltas.Count >= DeltaSender.BatchRecordsMax)
            {
                await sender.SendAsync(comparison.TakeDeltas());
            }
        }

        await sender.SendAsync(comparison.TakeDeltas());
        await Task.WhenAll(partitions.All(GrainFactory).Select(partition => partition.DrainAsync()));
        comparison.WriteTo(detail);
    }

    private Task ForgetAsync(string importId) => Task.WhenAll(partitions.All(GrainFactory)
        .Select(partition => partition.ForgetProducerAsync(StatementSourceKey.ProducerOf(importId))));

    private static byte[] Bytes(ImportDetail detail) => Google.Protobuf.MessageExtensions.ToByteArray(detail);

    [LoggerMessage(2100, LogLevel.Error, "Import {ImportId} stopped; it goes on when it is committed again")]
    private static partial void LogImportFailed(ILogger logger, string importId, Exception failure);
}
