using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Incidents;
using CostIntel.Storage.Desks;
using Google.Protobuf;
using Incident = CostIntel.Domain.Incidents.Incident;
using IncidentChange = CostIntel.Domain.Incidents.IncidentChange;

namespace CostIntel.Grains.Incidents;

/// <summary>What the works of one commit have changed.</summary>
internal sealed class DeskBatch(DateTimeOffset nowUtc)
{
    private readonly Dictionary<IncidentId, Incident> _touched = [];
    private readonly List<IncidentEvent> _events = [];
    private readonly StoredFindings _findings = new();

    /// <summary>When it is decided.</summary>
    public DateTimeOffset NowUtc { get; } = nowUtc;

    /// <summary>True when the rules are not as they were.</summary>
    public bool HasNewRules { get; set; }

    /// <summary>True when there is nothing to keep.</summary>
    public bool IsEmpty => _touched.Count == 0 && _events.Count == 0 && _findings.Findings.Count == 0 && !HasNewRules;

    /// <summary>Incidents that are not as they were.</summary>
    public IReadOnlyCollection<Incident> Touched => _touched.Values;

    /// <summary>Incidents whose causes are not known, or no longer.</summary>
    public IEnumerable<IncidentId> Unexplained => _events
        .Where(happened => happened.Entry.Change is IncidentChange.Opened or IncidentChange.Grew)
        .Select(happened => happened.Incident.Id)
        .Distinct();

    /// <summary>Counts it, now that it is durable.</summary>
    public void Count() => DeskInstruments.Count(_findings.Findings.Count, _events.Select(happened => happened.Entry.Change));

    /// <summary>Notes a change.</summary>
    public void Add(BookChange change)
    {
        foreach (var incident in change.Touched)
        {
            _touched[incident.Id] = incident;
        }

        // What is opened and grows at once is told once, as it is at the end.
        _events.AddRange(change.Events.Where(happened => happened.Entry.Change != IncidentChange.Grew
            || !_events.Exists(told => told.Incident.Id == happened.Incident.Id && told.Entry.Change == IncidentChange.Opened)));
        HasNewRules |= change.HasNewRules;
    }

    /// <summary>Notes what was found, so that rules can be tried on it.</summary>
    public void Add(StoredFinding finding) => _findings.Findings.Add(finding);

    /// <summary>What is to be kept.</summary>
    public DeskCommit ToCommit(string tenant, long after, RuleMessage rules) => new(
        tenant,
        after,
        NowUtc,
        [.. _touched.Values.Select(incident => new ItemRecord(
            incident.Id.ToString(), incident.OpenedUtc, incident.ClosedUtc, incident.ToStored().ToByteArray()))],
        [.. _events.Select((happened, index) => ToMessage(happened, after + 1 + index).ToByteArray())],
        _findings.Findings.Count == 0 ? null : _findings.ToByteArray(),
        HasNewRules ? rules() : null);

    private AnomalyEvent ToMessage(IncidentEvent happened, long sequence) => new()
    {
        Cursor = (ulong)sequence,
        Entry = happened.Entry.ToMessage(),
        Incident = _touched[happened.Incident.Id].ToMessage(),
    };
}

/// <summary>The stored form of the rules, made when it is needed.</summary>
internal delegate byte[] RuleMessage();
