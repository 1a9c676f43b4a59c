using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Partitions;
using CostIntel.Storage.UsageLog;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace CostIntel.Grains.Partitions;

/// <inheritdoc cref="IIngestPartitionGrain"/>
/// <remarks>Reentrant, so that batches gather in the journal while an entry is on its way to the disk.</remarks>
[Reentrant]
[GrainType("partition")]
public sealed partial class IngestPartitionGrain : Grain, IIngestPartitionGrain
{
    private const int CheckpointShifts = 64;

    private readonly IUsageLog _usage;
    private readonly TimeProvider _time;
    private readonly PartitionOptions _options;
    private readonly ILogger<IngestPartitionGrain> _logger;
    private readonly SeriesTable _series;
    private readonly PartitionTail _tail;
    private readonly EventIdLedger _eventIds = new();
    private readonly Queue<(long Offset, long Bytes)> _entrySizes = new();
    private ProducerTable _arrived = new();
    private ProducerTable _counted = new();
    private IPartitionLog _log = null!;
    private PartitionJournal _journal = null!;
    private PartitionDispatcher _dispatcher = null!;
    private int _partition;
    private long _checkpointed;
    private DateTimeOffset _checkpointUtc;
    private Task? _checkpoint;

    /// <summary>Creates the grain.</summary>
    public IngestPartitionGrain(
        IUsageLog usage,
        TimeProvider time,
        IOptions<PartitionOptions> options,
        ILogger<IngestPartitionGrain> logger)
    {
        _usage = usage;
        _time = time;
        _options = options.Value;
        _logger = logger;
        _series = new SeriesTable(_options.CubeTagKeys);
        _tail = new PartitionTail(_series);
    }

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _partition = PartitionMap.NumberOfKey(this.GetPrimaryKeyString());
        _log = await _usage.OpenAsync(_partition, cancellationToken);
        _journal = new PartitionJournal(_log, OnDurable, OnJournalFailure);
        _dispatcher = new PartitionDispatcher(
            _partition, _tail, GrainFactory, _time, _options, OnDispatchFailure);
        await RecoverAsync(cancellationToken);
        this.RegisterGrainTimer(
            static (grain, _) => grain.CheckpointAsync(),
            this,
            new GrainTimerCreationOptions(FirstCheckpoint(), _options.CheckpointInterval)
            {
                Interleave = true,
                KeepAlive = true,
            });
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // It has none when the activation failed before there was one.
        _dispatcher?.Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<AppendOutcome> AppendAsync(AppendRequest request)
    {
        var highest = _arrived.HighestOf(request.Producer);
        if (highest < request.After)
        {
            throw new OutOfOrderException(
                $"A batch of '{request.Producer}' reached partition {_partition} before batch {request.After}.");
        }

        int[]? duplicates = null;
        var added = new List<LogSegment>(request.Segments.Length);
        var eventIds = ReadOnlyMemory<byte>.Empty;
        for (var i = 0; i < request.Segments.Length; i++)
        {
            var (sequence, count, records, ids) = request.Segments[i];
            var known = count;
            if (sequence > highest)
            {
                (records, ids, known) = _eventIds.Filter(records, ids);
                eventIds = EventIdLedger.Join(eventIds, ids);
                added.Add(new LogSegment(request.Producer, sequence, records));
                _arrived.Advance(request.Producer, sequence);
            }

            if (known > 0)
            {
                (duplicates ??= new int[request.Segments.Length])[i] = known;
            }
        }

        // Also what was counted before may still be on its way to the disk: the journal is first in, first out.
        await _journal.AppendAsync(added, eventIds);
        if (_dispatcher.UndispatchedBytes > _options.UndispatchedBytesMax)
        {
            // Counted already; holding back the answer is what makes producers slow down.
            await _dispatcher.WaitForAsync(_journal.Durable);
        }

        return duplicates is null ? AppendOutcome.Counted : new AppendOutcome(duplicates);
    }

    /// <inheritdoc/>
    public Task<ulong> HighestSequenceAsync(string producer) => Task.FromResult(_counted.HighestOf(producer));

    /// <inheritdoc/>
    public Task ForgetProducerAsync(string producer)
    {
        _arrived.Forget(producer);
        _counted.Forget(producer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<SeriesIds> RegisterSeriesAsync(SeriesRegistration registration)
    {
        var tenant = TenantId.Parse(registration.Tenant);
        var ids = new int[registration.Series.Length];
        var added = new List<SeriesRow>();
        for (var i = 0; i < ids.Length; i++)
        {
            var series = ILoggedSeries.Decode(registration.Series[i].Span);
            var identity = SeriesTable.IdentityOf(tenant, series);
            if (_series.TryGetId(identity, out ids[i]))
            {
                continue;
            }

            ids[i] = SeriesIds.Refused;
            if (_series.HasRoomFor(tenant, series))
            {
                ids[i] = _series.Add(identity, new(tenant, registration.Series[i]), series);
                added.Add(SeriesRows.Encode(ids[i], tenant, registration.Series[i]));
            }
        }

        if (added.Count > 0)
        {
            await SaveAsync(added);
        }

        return new SeriesIds(ids);
    }

    /// <inheritdoc/>
    public Task<SeriesRegistration> DescribeSeriesAsync(SeriesIds ids)
    {
        var definitions = ids.Ids.Select(id => _series[id].Definition).ToList();
        return Task.FromResult(new SeriesRegistration(
            definitions.Count == 0 ? "" : definitions[0].Tenant.ToString(),
            [.. definitions.Select(definition => definition.Series)]));
    }

    /// <inheritdoc/>
    public Task<ResourceCharges> ReadResourceTailAsync(string resource, long after) =>
        Task.FromResult(new ResourceCharges(_tail.ResourceAfter(resource, after)));

    /// <inheritdoc/>
    public Task<AccountCharges> ReadAccountTailAsync(string account, long after) =>
        Task.FromResult(new AccountCharges(_partition, _tail.AccountAfter(account, after)));

    /// <inheritdoc/>
    public Task<CubeCharges> ReadCubeTailAsync(string cube, long after) =>
        Task.FromResult(new CubeCharges(_partition, _tail.CubeAfter(cube, after)));

    /// <inheritdoc/>
    public async Task DrainAsync()
    {
        await _journal.AppendAsync([], default);
        await _dispatcher.WaitForAsync(_journal.Durable);
    }

    /// <inheritdoc/>
    public Task CheckpointAsync()
    {
        if (_checkpoint is not { IsCompleted: false })
        {
            _checkpoint = CheckpointOnceAsync();
        }

        return _checkpoint;
    }

    /// <inheritdoc/>
    public Task<PartitionStatus> GetStatusAsync() => Task.FromResult(new PartitionStatus(
        _partition,
        _journal.Durable,
        _dispatcher.Dispatched,
        _checkpointed,
        _tail.Bytes,
        _series.Count,
        _checkpointUtc));

    // All partitions start at the same time; they are not to checkpoint at the same time.
    private TimeSpan FirstCheckpoint() => _options.CheckpointInterval * ((_partition % CheckpointShifts) + 1) / CheckpointShifts;

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await _log.ReadSeriesAsync(cancellationToken))
        {
            var (tenant, encoded) = SeriesRows.Decode(row);
            var series = ILoggedSeries.Decode(encoded.Span);
            _series.Add(SeriesTable.IdentityOf(tenant, series), new(tenant, encoded), series);
        }

        var checkpoint = await _log.ReadCheckpointAsync(cancellationToken);
        _counted = ProducerTable.Decode(checkpoint.Producers);
        _checkpointed = _journal.Durable = checkpoint.Offset;
        _checkpointUtc = _time.GetUtcNow();
        _dispatcher.StartAt(checkpoint.Offset);
        _eventIds.Restore(await _log.ReadEventIdsAsync(cancellationToken));
        await RecoverTailAsync(cancellationToken);
        _arrived = ProducerTable.Decode(_counted.Encode());
    }

    private async Task RecoverTailAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in await _log.ReadAfterAsync(_journal.Durable, cancellationToken))
        {
            _journal.Durable = entry.Offset;
            OnDurable(entry.Offset, LogEntryCodec.Decode(entry.Payload), 0);
        }
    }

    private async Task SaveAsync(List<SeriesRow> added)
    {
        try
        {
            await _log.AddSeriesAsync(added, CancellationToken.None);
        }
        catch (Exception failure)
        {
            OnJournalFailure(failure);
            throw;
        }
    }

    private void OnDurable(long offset, IReadOnlyList<LogSegment> segments, int eventIdBytes)
    {
        var before = _tail.Bytes;
        _tail.Append(offset, segments);
        foreach (var segment in segments)
        {
            _counted.Advance(segment.Producer, segment.Sequence);
        }

        _entrySizes.Enqueue((offset, _tail.Bytes - before));
        _eventIds.Note(offset, eventIdBytes);
        _dispatcher.Notify(offset, _tail.Bytes - before);
        if (_tail.Bytes > _options.CheckpointBytes)
        {
            _ = CheckpointAsync();
        }
    }

    private void OnJournalFailure(Exception failure)
    {
        LogJournalFailed(_logger, _partition, failure);
        DeactivateOnIdle();
    }

    private void OnDispatchFailure(Exception failure) => LogDispatchFailed(_logger, _partition, failure);
}
