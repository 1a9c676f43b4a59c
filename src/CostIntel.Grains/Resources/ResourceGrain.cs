using CostIntel.Contracts.State;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Encoding;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Partitions;
using CostIntel.Domain.Queries;
using CostIntel.Grains.Partitions;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Serialization;

namespace CostIntel.Grains.Resources;

/// <inheritdoc cref="IResourceGrain"/>
/// <remarks>
/// On activation it reads its snapshot and then, from its partition, what the log holds behind it. A failure while
/// charges are applied leaves half of them in memory only, so the activation is given up and the next one starts from
/// what is durable.
/// </remarks>
[GrainType("resource")]
public sealed class ResourceGrain(
    PartitionMap partitions,
    [PersistentState("resource", GrainStores.Snapshots)] IPersistentState<ResourceSnapshot> state)
    : Grain, IResourceGrain
{
    private ResourceLedger _ledger = new();
    private ResourceKey _key;
    private IIngestPartitionGrain _partition = null!;
    private long _saved;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _key = ResourceKey.Parse(key);
        _partition = partitions.Of(GrainFactory, key);
        _ledger = state.State.ToLedger();
        _saved = _ledger.AppliedThrough;
        ReleaseSnapshot();
        await AddAsync((await _partition.ReadResourceTailAsync(key, _saved)).Slices);
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(ResourceCharges charges)
    {
        try
        {
            await AddAsync(charges.Slices);
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task CheckpointAsync(long through)
    {
        if (_saved >= Math.Min(through, _ledger.AppliedThrough))
        {
            return;
        }

        state.State = _ledger.ToSnapshot();
        await state.WriteStateAsync();
        _saved = _ledger.AppliedThrough;
        ReleaseSnapshot();
    }

    /// <inheritdoc/>
    public Task<CostRows> QueryAsync(CostQuestion question)
    {
        var query = question.ToQuery();
        var accumulator = new CostAccumulator(query);
        foreach (var line in _ledger.Lines)
        {
            var key = new CubeLineKey(line.Dimensions, line.Currency, line.Unit);
            accumulator.Add(_key.Account, _key.ShownResourceId, key, line.Days);
            if (query.FromDay <= CostQuery.Earliest && query.Granularity == CostGranularity.None)
            {
                accumulator.AddEvicted(_key.Account, _key.ShownResourceId, key, line.Days);
            }
        }

        return Task.FromResult(new CostRows(accumulator.Rows()));
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
                ResourceBuckets.Hours(_ledger))
            : null);

    private async Task AddAsync(LogSlice[] slices)
    {
        await LearnAsync(slices);
        var applied = _ledger.AppliedThrough;
        foreach (var slice in slices)
        {
            // All slices of one offset come in one call, so an offset is applied wholly or not at all.
            if (slice.Offset > applied)
            {
                Add(slice);
            }
        }
    }

    private void Add(LogSlice slice)
    {
        var reader = new SpanReader(slice.Records.Span);
        while (!reader.AtEnd)
        {
            _ledger.Apply(UsageRecordCodec.Read(ref reader));
        }

        _ledger.AppliedThrough = slice.Offset;
    }

    private async Task LearnAsync(LogSlice[] slices)
    {
        var unknown = UnknownSeries(slices);
        if (unknown is null)
        {
            return;
        }

        int[] ids = [.. unknown];
        var definitions = await _partition.DescribeSeriesAsync(new SeriesIds(ids));
        for (var i = 0; i < ids.Length; i++)
        {
            _ledger.Learn(ids[i], ChargeSeries.Decode(definitions.Series[i].Span));
        }
    }

    private SortedSet<int>? UnknownSeries(LogSlice[] slices)
    {
        SortedSet<int>? unknown = null;
        foreach (var slice in slices)
        {
            var reader = new SpanReader(slice.Records.Span);
            while (!reader.AtEnd)
            {
                var id = UsageRecordCodec.PeekSeriesId(reader);
                if (!_ledger.Knows(id))
                {
                    (unknown ??= []).Add(id);
                }

                UsageRecordCodec.Skip(ref reader);
            }
        }

        return unknown;
    }

    // The ledger is the state; holding its snapshot as well would double the memory of every resource.
    private void ReleaseSnapshot() => state.State = new ResourceSnapshot();
}
