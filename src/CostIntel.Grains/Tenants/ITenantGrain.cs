namespace CostIntel.Grains.Tenants;

/// <summary>One tenant: which billing accounts it has. Keyed by its canonical id.</summary>
[Alias("costintel.tenant")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>Notes an account; durable when it returns.</summary>
    [Alias("register-account")]
    Task RegisterAccountAsync(string account);

    /// <summary>Canonical keys of all accounts.</summary>
    [Alias("accounts")]
    Task<string[]> GetAccountsAsync();
}
