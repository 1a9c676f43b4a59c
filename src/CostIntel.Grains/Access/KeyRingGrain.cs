using CostIntel.Contracts.State;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Access;
using CostIntel.Grains.Serialization;

namespace CostIntel.Grains.Access;

/// <inheritdoc cref="IKeyRingGrain"/>
[GrainType("key-ring")]
public sealed class KeyRingGrain(
    [PersistentState("keys", GrainStores.Snapshots)] IPersistentState<KeyRingSnapshot> state, TimeProvider time)
    : Grain, IKeyRingGrain
{
    private KeyRing _ring = new();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _ring = state.State.ToKeyRing();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<StoredKeyBytes?> FindAsync(string keyId) =>
        Task.FromResult(_ring.Find(keyId) is { } key ? key.Pack() : null);

    /// <inheritdoc/>
    public Task<StoredKeyBytes[]> ListAsync() => Task.FromResult<StoredKeyBytes[]>([.. _ring.Keys.Select(KeyPacking.Pack)]);

    /// <inheritdoc/>
    public Task<string?> AddAsync(StoredKeyBytes key) => ChangeAsync(() => _ring.Add(key.Unpack()));

    /// <inheritdoc/>
    public async Task<bool> TryAddFirstAsync(StoredKeyBytes key)
    {
        var record = key.Unpack();
        if (!_ring.IsEmpty)
        {
            return _ring.Find(record.KeyId) is not null;
        }

        return await ChangeAsync(() => _ring.Add(record)) is null;
    }

    /// <inheritdoc/>
    public Task<string?> RevokeAsync(string keyId) => ChangeAsync(() => _ring.Revoke(keyId, time.GetUtcNow()));

    /// <inheritdoc/>
    public Task<string?> RotateAsync(string keyId, StoredKeyBytes replacement, TimeSpan overlap) =>
        ChangeAsync(() => _ring.Rotate(keyId, replacement.Unpack(), overlap, time.GetUtcNow()));

    private async Task<string?> ChangeAsync(Func<string?> change)
    {
        var fault = change();
        if (fault is null)
        {
            try
            {
                state.State = _ring.ToSnapshot();
                await state.WriteStateAsync();
            }
            catch
            {
                // What is in memory may not be what is stored; the next activation knows.
                DeactivateOnIdle();
                throw;
            }
        }

        return fault;
    }
}
