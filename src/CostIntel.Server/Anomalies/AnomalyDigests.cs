using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Storage.Desks;
using Grpc.Core;
using Frequency = CostIntel.Domain.Incidents.Frequency;

namespace CostIntel.Server.Anomalies;

/// <summary>Tells a subscriber once a day or week what happened to incidents, from the stores.Incidents.</summary>
internal sealed class AnomalyDigests(DeskStores stores, TimeProvider time)
{
    private const int EventsPerRead = 200;
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>Tells digests until cancelled.</summary>
    /// <param name="tenant">Whose incidents.</param>
    /// <param name="request">Which of them, and how often.</param>
    /// <param name="position">The event behind which it begins.</param>
    /// <param name="responses">Who is told.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(
        TenantId tenant,
        WatchAnomaliesRequest request,
        long position,
        IServerStreamWriter<AnomalyEvent> responses,
        CancellationToken cancellation)
    {
        var gatherer = new DigestGatherer((Frequency)request.Frequency);
        var sieve = IncidentSieve.Of(request);
        while (true)
        {
            var events = await stores.Incidents.ReadEventsAsync(tenant.ToString(), position, EventsPerRead, cancellation);
            foreach (var stored in events)
            {
                position = stored.Sequence;
                var happened = AnomalyEvent.Parser.ParseFrom(stored.Payload);
                if (IsWanted(request, sieve, tenant, happened) && gatherer.Add(happened) is { } digest)
                {
                    await responses.WriteAsync(digest, cancellation);
                }
            }

            if (events.Count == EventsPerRead)
            {
                continue;
            }

            // Everything up to now has been read; what happened at the very end of a period may just be on its way to the disk.
            if (gatherer.DueUtc + Look <= time.GetUtcNow())
            {
                await responses.WriteAsync(gatherer.Finish(), cancellation);
            }

            await Task.Delay(Look, time, cancellation);
        }
    }

    private static bool IsWanted(WatchAnomaliesRequest request, IncidentSieve sieve, TenantId tenant, AnomalyEvent happened) =>
        (request.Changes.Count == 0 || request.Changes.Contains(happened.Entry.Change))
        && sieve.Keeps(new StoredIncident { Shown = happened.Incident, ToldAtStake = "0" }.ToDomain(tenant));
}
