using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using Stored = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.Recommendations;

/// <summary>What recommendations are about, to and from what is stored of it.</summary>
public static class TargetMapping
{
    /// <summary>What is stored.</summary>
    public static Stored.StoredTarget ToStoredTarget(this Subject target)
    {
        var stored = new Stored.StoredTarget
        {
            AccountKey = target.Account.ToString(),
            ResourceKey = target.Resource,
            SubAccountId = target.SubAccountId,
            ServiceName = target.ServiceName,
            RegionId = target.RegionId,
            ResourceName = target.ResourceName,
            Currency = target.Unit,
        };
        stored.TagKeys.AddRange(target.Tags.Select(tag => tag.Key));
        stored.TagValues.AddRange(target.Tags.Select(tag => tag.Value));
        return stored;
    }

    /// <summary>The target that was stored.</summary>
    public static Subject ToDomain(this Stored.StoredTarget stored) => new(
        AccountKey.Parse(stored.AccountKey),
        stored.ResourceKey,
        stored.SubAccountId,
        stored.ServiceName,
        stored.RegionId,
        stored.ResourceName,
        [.. stored.TagKeys.Zip(stored.TagValues, KeyValuePair.Create)],
        Measure.Cost,
        stored.Currency);
}
