using CostIntel.Contracts.State;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Detection;
using CostIntel.Domain.Encoding;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Partitions;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Telemetry;
using CostIntel.Grains.Partitions;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Recommendations;
using CostIntel.Grains.Recommendations.Settings;
using CostIntel.Grains.Serialization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CostIntel.Grains.Resources;

/// <inheritdoc cref="IResourceGrain"/>
/// <remarks>
/// On activation it reads its snapshot and then, from its partition, what the log holds behind it. A failure while
/// charges are applied leaves half of them in memory only, so the activation is given up and the next one starts from
/// what is durable.
/// </remarks>
[GrainType("resource")]
public sealed partial class ResourceGrain(
    PartitionMap partitions,
    TimeProvider time,
    IOptions<DetectionOptions> detection,
    IOptions<RecommendationOptions> recommendations,
    AdviceLibrary library,
    ILogger<ResourceGrain> logger,
    [PersistentState("resource", GrainStores.Snapshots)] IPersistentState<ResourceSnapshot> state,
    [PersistentState("watch", GrainStores.Snapshots)] IPersistentState<WatchSnapshot> watch)
    : Grain, IResourceGrain
{
    private ResourceLedger _ledger = new();
    private ResourceTelemetry _telemetry = new();
    private ResourceKey _key;
    private IIngestPartitionGrain _partition = null!;
    private readonly SaveChain _saves = new();
    private Task _adding = Task.CompletedTask;
    private long _saved;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _key = ResourceKey.Parse(key);
        _partition = partitions.Of(GrainFactory, key);
        _ledger = state.State.ToLedger();
        _saved = _ledger.AppliedThrough;
        RestoreWatch();
        ReleaseSnapshot();
        _advice = await library.OfAsync(_key.Account.Tenant, 0);
        FollowSlos();
        await AddAsync((await _partition.ReadResourceTailAsync(key, _saved)).Slices);
        Detect();
        AdviseLater();
        // Whether the account has given up telling it of hours, the activation before knew.
        _isAsleep = _ledger.FirstCharge <= _ledger.LastCharge;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // It has none when the activation failed before there was one.
        _outbox?.Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(ResourceCharges charges)
    {
        try
        {
            await (_adding = AddAsync(charges.Slices));
            Detect();
            AdviseLater();
        }
        catch (Exception failure)
        {
            _saves.Break(failure);
            DeactivateOnIdle();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task CheckpointAsync(long through) => _saves.RunAsync(
        () => _adding, () => _saved >= Math.Min(through, _ledger.AppliedThrough) ? Task.CompletedTask : SaveAsync());

    /// <inheritdoc/>
    public Task<CostRows> QueryAsync(CostQuestion question)
    {
        var query = question.ToQuery();
        var accumulator = new CostAccumulator(query);
        if (query.Granularity == CostGranularity.Hour)
        {
            foreach (var lines in _ledger.Lines.GroupBy(line => line.Hours))
            {
                accumulator.AddHours(_key.Account, _key.ShownResourceId, lines, lines.Key);
            }

            return Task.FromResult(new CostRows([.. accumulator.Rows()]));
        }

        foreach (var line in _ledger.Lines)
        {
            var key = new CubeLineKey(line.Dimensions, line.Currency, line.Unit);
            accumulator.Add(_key.Account, _key.ShownResourceId, key, line.Days);
            if (query.FromDay <= CostQuery.Earliest && query.Granularity == CostGranularity.None)
            {
                accumulator.AddEvicted(_key.Account, _key.ShownResourceId, key, line.Days);
            }
        }

        return Task.FromResult(new CostRows([.. accumulator.Rows()]));
    }

    /// <inheritdoc/>
    public Task<ResourceView?> GetAsync() => Task.FromResult(
        _ledger.Description is { } description
            ? new ResourceView(
                description.Encode(),
                _ledger.FirstCharge,
                _ledger.LastCharge,
                ResourceBuckets.Totals(_ledger),
                ResourceBuckets.Days(_ledger),
                ResourceBuckets.Hours(_ledger),
                Outlooks())
            : null);

    /// <inheritdoc/>
    public Task<MetricView[]> GetMetricsAsync() => Task.FromResult<MetricView[]>([.. _telemetry.Meters.Select(MetricView.Of)]);

    private async Task SaveAsync()
    {
        var applied = _ledger.AppliedThrough;
        state.State = _ledger.ToSnapshot();
        _telemetry.SaveRecent(state.State);
        await SaveWatchAsync();
        await state.WriteStateAsync();
        _saved = applied;
        ReleaseSnapshot();
    }

    private Task AddAsync(LogSlice[] slices)
    {
        // All slices of one offset come in one call, so an offset is applied wholly or not at all.
        var applied = _ledger.AppliedThrough;
        for (var i = 0; i < slices.Length; i++)
        {
            if (slices[i].Offset > applied && !TryAdd(slices[i], 0, out var stopped))
            {
                return LearnAndAddAsync(slices, i, stopped, applied);
            }
        }

        return Task.CompletedTask;
    }

    // The rare way: a series is new to the resource, and its partition knows what it is.
    private async Task LearnAndAddAsync(LogSlice[] slices, int first, int stopped, long applied)
    {
        for (var i = first; i < slices.Length; i++, stopped = 0)
        {
            while (slices[i].Offset > applied && !TryAdd(slices[i], stopped, out stopped))
            {
                await LearnAsync(slices[i].Records, stopped);
            }
        }
    }

    private async Task LearnAsync(ReadOnlyMemory<byte> records, int at)
    {
        var reader = new SpanReader(records.Span[at..]);
        var id = RecordHeader.Read(ref reader).SeriesId;
        var definition = await _partition.DescribeSeriesAsync(new SeriesIds([id]));
        switch (ILoggedSeries.Decode(definition.Series[0].Span))
        {
            case ChargeSeries charges:
                _ledger.Learn(id, charges);
                FollowSlos();
                break;
            case MetricSeries metric:
                _telemetry.Learn(id, metric.Metric);
                break;
        }
    }

    private bool TryAdd(LogSlice slice, int start, out int stopped)
    {
        var reader = new SpanReader(slice.Records.Span[start..]);
        while (!reader.AtEnd)
        {
            stopped = start + reader.Position;
            var header = RecordHeader.Read(ref reader);
            if (_ledger.Knows(header.SeriesId))
            {
                Add(UsageRecordCodec.Read(ref reader, header));
            }
            else if (_telemetry.Knows(header.SeriesId))
            {
                _telemetry.Add(MetricSampleCodec.Read(ref reader, header), _measured);
            }
            else
            {
                return false;
            }
        }

        stopped = slice.Records.Length;
        _ledger.AppliedThrough = slice.Offset;
        return true;
    }

    private void Add(in UsageRecord record)
    {
        _ledger.TryApply(record);
        if (_isWatching)
        {
            _noted.Note(record, _ledger.LastLine!);
        }
    }

    // The ledger is the state; holding its snapshot as well would double the memory of every resource.
    private void ReleaseSnapshot() => state.State = new ResourceSnapshot();
}
