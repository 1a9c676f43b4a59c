namespace CostIntel.Domain.Identity;

/// <summary>
/// Names a resource; the canonical form <c>tenant/provider/account/sub-account/resource</c> is the grain key.
/// </summary>
/// <remarks>
/// Charges without a FOCUS ResourceId belong to a stand-in per sub-account, service, region and charge category, so
/// that they spread over partitions; it has a sixth part and cannot be mistaken for a resource.
/// </remarks>
public readonly record struct ResourceKey
{
    private const int PartCount = 5;
    private const string UnattributedMark = "~";

    private readonly bool _isUnattributed;

    /// <summary>Creates the key of a resource.</summary>
    /// <exception cref="ArgumentException">The resource id is empty.</exception>
    public ResourceKey(AccountKey account, string subAccountId, string resourceId)
        : this(account, subAccountId, resourceId, false)
    {
    }

    private ResourceKey(AccountKey account, string subAccountId, string resourceId, bool isUnattributed)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceId);
        (Account, SubAccountId, ResourceId, _isUnattributed) = (account, subAccountId, resourceId, isUnattributed);
    }

    /// <summary>Whose resource.</summary>
    public AccountKey Account { get; }

    /// <summary>FOCUS SubAccountId; empty for null.</summary>
    public string SubAccountId { get; }

    /// <summary>FOCUS ResourceId, or what a stand-in stands for.</summary>
    public string ResourceId { get; }

    /// <summary>True for the stand-in of charges that belong to no resource.</summary>
    public bool IsUnattributed => _isUnattributed;

    /// <summary>FOCUS ResourceId; empty for null.</summary>
    public string ShownResourceId => _isUnattributed ? "" : ResourceId;

    /// <summary>The stand-in for charges that belong to no resource.</summary>
    public static ResourceKey ForUnattributed(
        AccountKey account, string subAccountId, string serviceName, string regionId, string chargeCategory) =>
        new(account, subAccountId, KeyText.Join(serviceName, regionId, chargeCategory), true);

    /// <summary>Reads the canonical form.</summary>
    /// <exception cref="FormatException">The text is not the canonical form.</exception>
    public static ResourceKey Parse(string text) => TryParse(text, out var key)
        ? key
        : throw new FormatException(
            $"'{text}' is not a resource key; expected tenant/provider/account/sub-account/resource.");

    /// <summary>Reads the canonical form.</summary>
    public static bool TryParse(string text, out ResourceKey key)
    {
        key = default;
        var parts = KeyText.Split(text, PartCount) ?? KeyText.Split(text, PartCount + 1);
        if (parts is null || parts[4].Length == 0 || (parts.Length > PartCount && parts[5] != UnattributedMark))
        {
            return false;
        }

        var accountText = KeyText.Join(parts[0], parts[1], parts[2]);
        if (!AccountKey.TryParse(accountText, out var account))
        {
            return false;
        }

        key = new(account, parts[3], parts[4], parts.Length > PartCount);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => _isUnattributed
        ? KeyText.Join(
            Account.Tenant.ToString(), Account.Provider, Account.BillingAccountId, SubAccountId, ResourceId, UnattributedMark)
        : KeyText.Join(
            Account.Tenant.ToString(), Account.Provider, Account.BillingAccountId, SubAccountId, ResourceId);
}
