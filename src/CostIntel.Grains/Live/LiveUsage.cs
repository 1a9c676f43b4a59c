using CostIntel.Domain.Identity;
using Orleans.Streams;

namespace CostIntel.Grains.Live;

/// <summary>
/// The stream on which accounts say that charges have reached them, for whoever looks at costs at this moment. It may lose
/// items when processes go: who follows it also looks from time to time without being told.
/// </summary>
public static class LiveUsage
{
    /// <summary>The stream provider's name.</summary>
    public const string Provider = "live";

    private const string Namespace = "usage";

    /// <summary>How often an account says so at most.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The stream of a tenant.</summary>
    public static IAsyncStream<UsageChanged> Of(IStreamProvider provider, TenantId tenant) =>
        provider.GetStream<UsageChanged>(StreamId.Create(Namespace, tenant.ToString()));
}

/// <summary>Charges have reached an account.</summary>
/// <param name="Account">Its canonical key.</param>
[GenerateSerializer, Immutable, Alias("costintel.usage-changed")]
public sealed record UsageChanged([property: Id(0)] string Account);
