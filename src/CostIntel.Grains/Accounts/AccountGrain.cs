using CostIntel.Contracts.State;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Detection;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Grains.Live;
using CostIntel.Grains.Partitions;
using CostIntel.Grains.Serialization;
using CostIntel.Grains.Tenants;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CostIntel.Grains.Accounts;

/// <inheritdoc cref="IAccountGrain"/>
[GrainType("account")]
public sealed partial class AccountGrain(
    PartitionMap partitions,
    TimeProvider time,
    IOptions<DetectionOptions> detection,
    ILogger<AccountGrain> logger,
    [PersistentState("account", GrainStores.Snapshots)] IPersistentState<AccountSnapshot> state)
    : Grain, IAccountGrain
{
    private AccountLedger _ledger = new();
    private readonly SaveChain _saves = new();
    private AppliedOffsets _saved = new();
    private bool _isRegistered;
    private bool _hasNews;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _ledger = state.State.ToLedger();
        _isRegistered = state.State.Registered;
        _saved = new AppliedOffsets(_ledger.Applied.All);
        RestoreWatch(state.State);
        ReleaseSnapshot();
        var tails = await Task.WhenAll(partitions.All(GrainFactory)
            .Select((partition, number) => partition.ReadAccountTailAsync(key, _ledger.Applied.Of(number))));
        foreach (var tail in tails)
        {
            await ApplyAsync(tail);
        }

        this.RegisterGrainTimer(
            static (grain, _) => grain.TellAsync(),
            this,
            new GrainTimerCreationOptions(LiveUsage.Interval, LiveUsage.Interval) { Interleave = true });
        this.RegisterGrainTimer(
            static (grain, _) => grain.LookAsync(),
            this,
            new GrainTimerCreationOptions(LookInterval, LookInterval) { Interleave = true });
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // It has none when the activation failed before there was one.
        _outbox?.Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(AccountCharges charges)
    {
        if (!_isRegistered && charges.Entries.Length > 0)
        {
            var key = AccountKey.Parse(this.GetPrimaryKeyString());
            await GrainFactory.GetGrain<ITenantGrain>(key.Tenant.ToString()).RegisterAccountAsync(key.ToString());
            _isRegistered = true;
        }

        try
        {
            foreach (var (offset, entries) in charges.Entries)
            {
                if (_ledger.Apply(charges.Partition, offset, entries))
                {
                    Note(entries);
                    NotePast(entries);
                }
            }

            _hasNews |= charges.Entries.Length > 0;
            Detect();
        }
        catch (Exception failure)
        {
            _saves.Break(failure);
            DeactivateOnIdle();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task CheckpointAsync(int partition, long through) => _saves.RunAsync(() => Task.CompletedTask, () =>
        _saved.Of(partition) >= Math.Min(through, _ledger.Applied.Of(partition)) ? Task.CompletedTask : SaveAsync());

    private async Task SaveAsync()
    {
        var applied = new AppliedOffsets(_ledger.Applied.All);
        state.State = _ledger.ToSnapshot();
        state.State.Registered = _isRegistered;
        SaveWatch(state.State);
        await state.WriteStateAsync();
        _saved = applied;
        ReleaseSnapshot();
    }

    /// <inheritdoc/>
    public Task<int[]> GetMonthsAsync() => Task.FromResult<int[]>([.. _ledger.Months.Keys]);

    /// <inheritdoc/>
    public Task<string[]> GetResourcesAsync() => Task.FromResult<string[]>([.. _ledger.Resources]);

    /// <inheritdoc/>
    public Task<string[]> FindAsync(string resourceId) => Task.FromResult<string[]>(
        [.. _ledger.Resources.Where(key => ResourceKey.Parse(key).ResourceId == resourceId)]);

    /// <summary>Tells whoever follows the tenant's costs, of all that has come since the last time.</summary>
    private async Task TellAsync()
    {
        if (!_hasNews)
        {
            return;
        }

        _hasNews = false;
        var key = this.GetPrimaryKeyString();
        try
        {
            await LiveUsage.Of(this.GetStreamProvider(LiveUsage.Provider), AccountKey.Parse(key).Tenant)
                .OnNextAsync(new UsageChanged(key));
        }
        catch (OrleansException)
        {
            // The stream's own process has just gone; the next time tells of this as well.
            _hasNews = true;
        }
    }

    // The ledger is the state; holding its snapshot as well would double the memory.
    private void ReleaseSnapshot() => state.State = new AccountSnapshot();
}
