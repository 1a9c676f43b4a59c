namespace CostIntel.Domain.Identity;

/// <summary>Names a billing account; the canonical form <c>tenant/provider/account</c> is the grain key.</summary>
public readonly record struct AccountKey
{
    private const int PartCount = 3;

    /// <summary>Creates a key; the provider is lower-case already.</summary>
    /// <exception cref="ArgumentException">A part is empty or the provider is not lower-case.</exception>
    public AccountKey(TenantId tenant, string provider, string billingAccountId)
    {
        ArgumentException.ThrowIfNullOrEmpty(provider);
        ArgumentException.ThrowIfNullOrEmpty(billingAccountId);
        if (provider.Any(char.IsUpper))
        {
            throw new ArgumentException($"The provider '{provider}' must be lower-case.", nameof(provider));
        }

        (Tenant, Provider, BillingAccountId) = (tenant, provider, billingAccountId);
    }

    /// <summary>Whose account.</summary>
    public TenantId Tenant { get; }

    /// <summary>FOCUS ServiceProviderName, lower-case.</summary>
    public string Provider { get; }

    /// <summary>FOCUS BillingAccountId.</summary>
    public string BillingAccountId { get; }

    /// <summary>Reads the canonical form.</summary>
    /// <exception cref="FormatException">The text is not the canonical form.</exception>
    public static AccountKey Parse(string text) => TryParse(text, out var key)
        ? key
        : throw new FormatException($"'{text}' is not an account key; expected tenant/provider/account.");

    /// <summary>Reads the canonical form.</summary>
    public static bool TryParse(string text, out AccountKey key)
    {
        key = default;
        if (KeyText.Split(text, PartCount) is not [var tenantText, { Length: > 0 } provider, { Length: > 0 } account]
            || !TenantId.TryParse(tenantText, out var tenant)
            || provider.Any(char.IsUpper))
        {
            return false;
        }

        key = new(tenant, provider, account);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => KeyText.Join(Tenant.ToString(), Provider, BillingAccountId);
}
