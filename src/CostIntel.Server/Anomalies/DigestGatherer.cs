using CostIntel.Contracts.V1;
using CostIntel.Domain.Incidents;
using Google.Protobuf.WellKnownTypes;
using Frequency = CostIntel.Domain.Incidents.Frequency;
using Incident = CostIntel.Contracts.V1.Incident;
using IncidentChange = CostIntel.Contracts.V1.IncidentChange;

namespace CostIntel.Server.Anomalies;

/// <summary>
/// Gathers what happened, in the order in which it happened, into one digest a period. A digest holds each incident once,
/// as it was at the end; its cursor is that of the last event in it.
/// </summary>
internal sealed class DigestGatherer(Frequency frequency)
{
    private readonly Dictionary<string, Incident> _incidents = new(StringComparer.Ordinal);
    private DigestPeriod _period;
    private ulong _cursor;
    private int _opened;
    private int _closed;

    /// <summary>When the period ends that something was gathered of; null when nothing was.</summary>
    public DateTimeOffset? DueUtc => _incidents.Count > 0 ? _period.EndUtc : null;

    /// <summary>Takes what happened next.</summary>
    /// <returns>The digest of the period before, when this is of a later one; null otherwise.</returns>
    public AnomalyEvent? Add(AnomalyEvent happened)
    {
        // An entry may tell of something that took effect at another time; the incident changed when it was told.
        var period = DigestPeriod.Of(frequency, happened.Incident.Changed.ToDateTimeOffset());
        var digest = _incidents.Count > 0 && period.StartUtc >= _period.EndUtc ? Finish() : null;
        if (_incidents.Count == 0)
        {
            _period = period;
        }

        _incidents[happened.Incident.IncidentId] = happened.Incident;
        _cursor = happened.Cursor;
        _opened += happened.Entry.Change == IncidentChange.Opened ? 1 : 0;
        _closed += happened.Incident.Closed is not null
            && happened.Entry.Change is IncidentChange.Resolved or IncidentChange.Retracted or IncidentChange.FeedbackGiven ? 1 : 0;
        return digest;
    }

    /// <summary>The digest of what was gathered; starts anew.</summary>
    public AnomalyEvent Finish()
    {
        var digest = new AnomalyDigest
        {
            Start = _period.StartUtc.ToTimestamp(),
            End = _period.EndUtc.ToTimestamp(),
            Opened = _opened,
            Closed = _closed,
        };
        digest.Incidents.AddRange(_incidents.Values
            .OrderByDescending(incident => incident.Severity)
            .ThenByDescending(incident => Math.Abs(decimal.Parse(incident.ProjectedToMonthEnd, System.Globalization.CultureInfo.InvariantCulture)))
            .ThenBy(incident => incident.IncidentId, StringComparer.Ordinal));
        _incidents.Clear();
        (_opened, _closed) = (0, 0);
        return new AnomalyEvent { Cursor = _cursor, Digest = digest };
    }
}
