using CostIntel.Contracts.State.V1;
using CostIntel.Grains.Serialization;

namespace CostIntel.Grains.Tenants;

/// <inheritdoc cref="ITenantGrain"/>
[GrainType("tenant")]
public sealed class TenantGrain(
    [PersistentState("tenant", GrainStores.Snapshots)] IPersistentState<TenantSnapshot> state) : Grain, ITenantGrain
{
    /// <inheritdoc/>
    public async Task RegisterAccountAsync(string account)
    {
        if (!state.State.Accounts.Contains(account))
        {
            state.State.Accounts.Add(account);
            await state.WriteStateAsync();
        }
    }

    /// <inheritdoc/>
    public Task<string[]> GetAccountsAsync() => Task.FromResult<string[]>([.. state.State.Accounts]);
}
