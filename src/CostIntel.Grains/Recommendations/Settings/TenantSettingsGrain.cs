using CostIntel.Contracts.Documents;
using CostIntel.Contracts.State.V1;
using CostIntel.Grains.Accounts;
using CostIntel.Grains.Serialization;
using CostIntel.Grains.Tenants;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Recommendations.Settings;

/// <inheritdoc cref="ITenantSettingsGrain"/>
/// <remarks>
/// A change is stored first and told then; what was stored and not told when the process died is told by the next
/// activation. A resource that activates meanwhile reads the settings itself.
/// </remarks>
[GrainType("tenant-settings")]
public sealed partial class TenantSettingsGrain(
    [PersistentState("settings", GrainStores.Snapshots)] IPersistentState<SettingsSnapshot> state,
    TimeProvider time,
    ILogger<TenantSettingsGrain> logger)
    : Grain, ITenantSettingsGrain
{
    private const int ApprovalsPutMax = 100;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly SaveChain _saves = new();
    // What is asked for is what is stored: a change that is still being written may fail.
    private SettingsView _stored = null!;
    private ApprovalsPut[] _put = [];
    private bool _isTelling;
    private bool _isGone;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Publish();
        TellLater();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isGone = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<SettingsView> GetAsync() => Task.FromResult(_stored);

    /// <inheritdoc/>
    public Task<ApprovalsPut[]> GetApprovalsPutAsync() => Task.FromResult(_put);

    /// <inheritdoc/>
    public async Task<SettingsView> ChangeAsync(SettingsChange change)
    {
        var settings = state.State;
        PutApprovals(settings, change);
        settings.Policy = change.Policy ?? settings.Policy;
        settings.Prices = change.Prices ?? settings.Prices;
        settings.Execution = change.Execution ?? settings.Execution;
        if (change.PutSlo is { } put)
        {
            settings.Slos[put.Key] = ByteString.CopyFrom(put.Value);
        }

        if (change.DeleteSlo is { } deleted)
        {
            settings.Slos.Remove(deleted);
        }

        var isAllTold = settings.ToldVersion == settings.Version;
        settings.Version++;
        if (isAllTold && change.IsOnlyForChanges())
        {
            settings.ToldVersion = settings.Version;
        }

        await WriteAsync();
        Publish();
        TellLater();
        return _stored;
    }

    // Whoever asks why something was decided finds the policy that did, although another holds by then.
    private void PutApprovals(SettingsSnapshot settings, SettingsChange change)
    {
        if (change.Approvals is not { } yaml)
        {
            return;
        }

        var put = new StoredApprovalPolicy
        {
            Version = ApprovalDocument.Parse(yaml).Version, Yaml = yaml, By = change.By, AtTicks = time.GetUtcNow().UtcTicks,
        };
        settings.Approvals = yaml;
        settings.ApprovalsPut.Add(put);
        while (settings.ApprovalsPut.Count > ApprovalsPutMax)
        {
            settings.ApprovalsPut.RemoveAt(0);
        }
    }

    private void Publish()
    {
        _stored = View();
        _put =
        [
            .. state.State.ApprovalsPut.Select(put =>
                new ApprovalsPut(put.Version, put.Yaml, put.By, new DateTimeOffset(put.AtTicks, TimeSpan.Zero))),
        ];
    }

    // One after the other: what is told is noted while further changes come, and two writes at once contradict each other.
    private async Task WriteAsync()
    {
        try
        {
            await _saves.RunAsync(() => Task.CompletedTask, () => state.WriteStateAsync());
        }
        catch (Exception failure)
        {
            // What is in memory may not be what is stored; the next activation knows.
            _saves.Break(failure);
            DeactivateOnIdle();
            throw;
        }
    }

    private SettingsView View() => new(
        state.State.Version,
        state.State.Policy,
        state.State.Prices,
        [.. state.State.Slos.OrderBy(slo => slo.Key, StringComparer.Ordinal).Select(slo => KeyValuePair.Create(slo.Key, slo.Value.ToByteArray()))],
        state.State.Approvals,
        state.State.Execution);

    private void TellLater()
    {
        if (!_isTelling && state.State.ToldVersion < _stored.Version)
        {
            _isTelling = true;
            _ = TellAsync();
        }
    }

    private async Task TellAsync()
    {
        // A change that is still being written is told when it is stored: before, nobody could read it.
        while (!_isGone && state.State.ToldVersion < _stored.Version)
        {
            var version = _stored.Version;
            try
            {
                var tenant = GrainFactory.GetGrain<ITenantGrain>(this.GetPrimaryKeyString());
                var accounts = await tenant.GetAccountsAsync();
                await Task.WhenAll(accounts.Select(account => GrainFactory.GetGrain<IAccountGrain>(account).ReviewAsync(version)));
                state.State.ToldVersion = version;
                await WriteAsync();
            }
            catch (Exception failure)
            {
                LogUntold(logger, this.GetPrimaryKeyString(), failure);
                await Task.Delay(RetryAfter, time);
            }
        }

        _isTelling = false;
    }

    [LoggerMessage(2400, LogLevel.Warning, "Resources of tenant {Tenant} could not be told of new settings; it is tried again")]
    private static partial void LogUntold(ILogger logger, string tenant, Exception failure);
}
