using CostIntel.Domain.Identity;
using Orleans.Streams;

namespace CostIntel.Grains.Live;

/// <summary>
/// The streams on which desks tell what has just happened, for whoever watches at this moment. They may lose items when
/// processes go; every event is in the desk's store, under its sequence.
/// </summary>
public static class LiveDesk
{
    /// <summary>What happens to incidents: AnomalyEvent messages.</summary>
    public const string Incidents = "incidents";

    /// <summary>What happens to recommendations: RecommendationEvent messages.</summary>
    public const string Recommendations = "recommendations";

    /// <summary>The stream of a tenant.</summary>
    /// <param name="provider">Of streams.</param>
    /// <param name="desk">Which desk.</param>
    /// <param name="tenant">Whose.</param>
    public static IAsyncStream<DeskEvents> Of(IStreamProvider provider, string desk, TenantId tenant) =>
        provider.GetStream<DeskEvents>(StreamId.Create(desk, tenant.ToString()));
}

/// <summary>Events of one commit.</summary>
/// <param name="PreviousEvent">Who has not been told through this sequence has missed something.</param>
/// <param name="FirstEvent">Sequence of the first; the others follow without a gap.</param>
/// <param name="Events">One message each.</param>
[GenerateSerializer, Immutable, Alias("costintel.desk-events")]
public sealed record DeskEvents(
    [property: Id(0)] long PreviousEvent, [property: Id(1)] long FirstEvent, [property: Id(2)] byte[][] Events);
