using CostIntel.Domain.Identity;
using Orleans.Streams;

namespace CostIntel.Grains.Live;

/// <summary>
/// The stream on which a desk tells what has just happened, for whoever watches at this moment. It may lose items when
/// processes go; every event is in the store, under the sequence that it carries.
/// </summary>
public static class LiveIncidents
{
    private const string Namespace = "incidents";

    /// <summary>The stream of a tenant.</summary>
    public static IAsyncStream<IncidentsHappened> Of(IStreamProvider provider, TenantId tenant) =>
        provider.GetStream<IncidentsHappened>(StreamId.Create(Namespace, tenant.ToString()));
}

/// <summary>Events of one commit.</summary>
/// <param name="PreviousEvent">Who has not been told through this sequence has missed something.</param>
/// <param name="Events">One AnomalyEvent message each.</param>
[GenerateSerializer, Immutable, Alias("costintel.incidents-happened")]
public sealed record IncidentsHappened([property: Id(0)] long PreviousEvent, [property: Id(1)] byte[][] Events);
