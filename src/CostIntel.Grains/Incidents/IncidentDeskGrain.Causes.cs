using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Causes;
using CostIntel.Domain.Incidents.Rules;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Incidents;

/// <content>Has it found out what incidents are due to.</content>
public sealed partial class IncidentDeskGrain
{
    private static readonly TimeSpan ExplainedLateMax = TimeSpan.FromHours(1);

    private readonly HashSet<IncidentId> _explaining = [];

    /// <inheritdoc/>
    public Task ExplainAsync(string incidentId, ReadOnlyMemory<byte> explained) => DoAsync(batch =>
    {
        if (_book.Find(IncidentId.Parse(incidentId)) is { IsOpen: true } incident)
        {
            var causes = StoredIncident.Parser.ParseFrom(explained.Span).ToDomain(TenantId.Parse(_tenant)).Causes;
            var next = incident with { Causes = causes, IsExplained = true };
            if (Cause.AreNews(incident.Causes, causes))
            {
                Note(batch, next, new(batch.NowUtc, IncidentChange.Explained, "", IncidentText.DueTo(causes, incident.Currency)));
            }
            else
            {
                _book.Put(next);
                batch.Add(new BookChange(Outcome.Raised) { Touched = [next] });
            }
        }

        return Nothing;
    });

    // Who explains is asked again by the next activation: what it had begun is forgotten with its process.
    private void ExplainWhatIsOpen()
    {
        var from = time.GetUtcNow() - ExplainedLateMax;
        foreach (var incident in _book.Incidents.Where(incident => incident is { IsOpen: true, IsExplained: false } && incident.OpenedUtc >= from))
        {
            ExplainLater(incident.Id);
        }
    }

    private void ExplainLater(IncidentId id)
    {
        if (_explaining.Add(id))
        {
            _ = ExplainLaterAsync(id);
        }
    }

    // The charges of the other resources are on their way, too.
    private async Task ExplainLaterAsync(IncidentId id)
    {
        try
        {
            await Task.Delay(detection.Value.ExplainAfter, time);
            _explaining.Remove(id);
            if (_book.Find(id) is { IsOpen: true, Currency.Length: > 0 } incident)
            {
                await GrainFactory.GetGrain<IExplainerGrain>(incident.Account.ToString())
                    .ExplainAsync(new ExplainRequest(incident.ToStored().ToByteArray()));
            }
        }
        catch (Exception failure)
        {
            // What its own series tell is there already; it is tried again when more is at stake.
            LogUnexplained(logger, id.ToString(), failure);
        }
    }

    [LoggerMessage(2203, LogLevel.Warning, "What incident {Incident} is due to could not be found out")]
    private static partial void LogUnexplained(ILogger logger, string incident, Exception failure);
}
