using CostIntel.Domain.Incidents.Rules;

namespace CostIntel.Domain.Incidents;

/// <summary>
/// The incidents of a tenant that are open, or were until lately, and how findings become part of them. Plain memory: the
/// same findings in the same order make the same incidents, at any time and place.
/// </summary>
public sealed class IncidentBook
{
    // Told again when the money at stake has doubled since; by then it is another decision.
    private const decimal GrowthTold = 2;
    // What costs nothing is severe by how surprising it is.
    private const double WarningScore = 0.9;
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(7);

    private readonly Dictionary<IncidentId, Incident> _incidents = [];
    private readonly Dictionary<string, IncidentId> _bySubject = new(StringComparer.Ordinal);

    /// <summary>Starts with what was stored.</summary>
    public IncidentBook(RuleBook rules, IEnumerable<Incident> incidents)
    {
        Rules = rules;
        foreach (var incident in incidents.OrderBy(incident => incident.OpenedUtc))
        {
            Put(incident);
        }
    }

    /// <summary>What people have said.</summary>
    public RuleBook Rules { get; set; }

    /// <summary>All that are known here.</summary>
    public IReadOnlyCollection<Incident> Incidents => _incidents.Values;

    /// <summary>An incident; null when it is not known, or was closed long ago.</summary>
    public Incident? Find(IncidentId id) => _incidents.GetValueOrDefault(id);

    /// <summary>Takes a finding.</summary>
    /// <param name="finding">What a detector says.</param>
    /// <param name="nowUtc">When it is taken.</param>
    public BookChange Report(Finding finding, DateTimeOffset nowUtc)
    {
        if (_bySubject.TryGetValue(finding.Subject.Key, out var id) && Belongs(_incidents[id], finding))
        {
            return Continue(_incidents[id], finding, nowUtc);
        }

        if (finding.Progress is not (Progress.Raised or Progress.Continued))
        {
            return TakeIntoPlan(finding, new BookChange(Outcome.Raised));
        }

        var ruling = Rules.Judge(finding);
        return ruling.Outcome switch
        {
            Outcome.Raised => Raise([IncidentMember.Of(finding)], finding, "", nowUtc),
            Outcome.Planned => Plan(ruling.Rule!, finding, nowUtc),
            _ => new BookChange(ruling.Outcome),
        };
    }

    /// <summary>Puts an incident in place of what was known of it.</summary>
    public void Put(Incident incident)
    {
        _incidents[incident.Id] = incident;
        foreach (var member in incident.Members.Where(member => IsNewestOf(incident, member)))
        {
            _bySubject[member.Subject.Key] = incident.Id;
        }
    }

    /// <summary>Forgets what was closed long before a time; returns how many.</summary>
    public int Forget(DateTimeOffset nowUtc)
    {
        var old = _incidents.Values.Where(incident => incident.ClosedUtc < nowUtc - KeptAfterEnd).ToList();
        foreach (var incident in old)
        {
            _incidents.Remove(incident.Id);
            foreach (var member in incident.Members.Where(member => _bySubject[member.Subject.Key] == incident.Id))
            {
                _bySubject.Remove(member.Subject.Key);
            }
        }

        return old.Count;
    }

    // A series that was in several incidents belongs to the one that it came to last.
    private bool IsNewestOf(Incident incident, IncidentMember member)
    {
        if (!_bySubject.TryGetValue(member.Subject.Key, out var id) || id == incident.Id)
        {
            return true;
        }

        var other = _incidents[id].Members.FirstOrDefault(known => known.Subject.Key == member.Subject.Key);
        return other is null || (member.FirstSeconds, incident.OpenedUtc).CompareTo((other.FirstSeconds, _incidents[id].OpenedUtc)) > 0;
    }

    // A closed incident keeps its series quiet until they have ended, unless they are raised anew.
    private static bool Belongs(Incident incident, Finding finding) =>
        (incident.IsOpen && (finding.Progress != Progress.Raised || finding.IsRise == incident.IsRise))
        || finding.Progress != Progress.Raised
        || incident.Members.Any(member =>
            member.Subject.Key == finding.Subject.Key && finding.StartSeconds <= member.LastSeconds);

    private BookChange Continue(Incident incident, Finding finding, DateTimeOffset nowUtc)
    {
        var members = incident.Members.ToArray();
        var index = Array.FindIndex(members, member => member.Subject.Key == finding.Subject.Key);
        if (index < 0)
        {
            // One of many that the incident only counts.
            return new BookChange(Outcome.Raised);
        }

        members[index] = members[index].With(finding);
        var next = incident with { Members = members };
        if (!incident.IsOpen)
        {
            Put(next);
            return new BookChange(Outcome.Raised) { Touched = [next] };
        }

        var change = Told(incident, IncidentGroup.Ordered(next), nowUtc);
        Put(change.Touched[0]);
        return change;
    }

    private BookChange Raise(IReadOnlyList<IncidentMember> members, Finding finding, string why, DateTimeOffset nowUtc)
    {
        var home = IncidentGroup.HomeOf(finding, _incidents.Values);
        var change = home is null ? Open(members, finding, why, nowUtc) : Told(home, IncidentGroup.Joining(home, members), nowUtc);
        Put(change.Touched[0]);
        foreach (var member in members)
        {
            // Also of those that an incident does not list one by one.
            _bySubject[member.Subject.Key] = change.Touched[0].Id;
        }

        return change;
    }

    private BookChange Open(IReadOnlyList<IncidentMember> members, Finding finding, string why, DateTimeOffset nowUtc)
    {
        var incident = new Incident
        {
            Id = IncidentId.Of(finding),
            Account = finding.Subject.Account,
            Currency = IncidentGroup.CurrencyOf(finding.Subject),
            IsRise = finding.IsRise,
            OpenedUtc = nowUtc,
            ChangedUtc = nowUtc,
            Members = members,
        };
        incident = IncidentGroup.Explained(incident);
        var atStake = incident.AtStake.ProjectedToMonthEnd;
        incident = incident with { Severity = SeverityOf(incident), ToldAtStake = atStake };
        return Change(incident, IncidentChange.Opened, why + IncidentText.Summary(incident), nowUtc);
    }

    private BookChange Told(Incident before, Incident after, DateTimeOffset nowUtc)
    {
        var atStake = after.AtStake.ProjectedToMonthEnd;
        var severity = (Severity)Math.Max((int)before.Severity, (int)SeverityOf(after));
        after = after with { Severity = severity, ChangedUtc = nowUtc };
        if (after.Members.All(member => !member.IsActive))
        {
            return Close(after, nowUtc);
        }

        if (before.IsProvisional && !after.IsProvisional)
        {
            return Change(after, IncidentChange.Confirmed, "The data have settled, and it stands.", nowUtc);
        }

        var hasDoubled = Math.Abs(atStake) >= GrowthTold * Math.Max(Math.Abs(before.ToldAtStake), Rules.Scale.WarningFrom / 10);
        if (severity > before.Severity || hasDoubled)
        {
            return Change(
                after with { ToldAtStake = atStake }, IncidentChange.Grew, IncidentText.Summary(after), nowUtc);
        }

        return new BookChange(Outcome.Raised) { Touched = [after] };
    }

    private Severity SeverityOf(Incident incident)
    {
        if (incident.Currency.Length > 0)
        {
            return Rules.Scale.Of(incident.AtStake.ProjectedToMonthEnd);
        }

        return incident.Score >= WarningScore ? Severity.Warning : Severity.Info;
    }

    private static BookChange Close(Incident incident, DateTimeOffset nowUtc)
    {
        var closed = incident with { State = IncidentState.Resolved, ClosedUtc = nowUtc };
        return incident.Members.All(member => member.Standing == Standing.Retracted)
            ? Change(closed, IncidentChange.Retracted, "The data have settled, and there was no anomaly.", nowUtc)
            : Change(closed, IncidentChange.Resolved, "What happened has ended or become normal.", nowUtc);
    }

    private BookChange Plan(Rule plan, Finding finding, DateTimeOffset nowUtc)
    {
        var taken = ((PlannedChange)plan.Effect).Taking(finding);
        Rules = Rules.Updating(plan with { Effect = taken });
        if (!taken.IsExceeded)
        {
            return new BookChange(Outcome.Planned) { HasNewRules = true };
        }

        var why = FormattableString.Invariant(
            $"The planned change '{plan.Reason}' was to cost {taken.UpTo} more at most and has cost {taken.Used}. ");
        // An incident is of one account and one currency; what the plan has taken elsewhere is raised when it grows further.
        var (account, currency) = (finding.Subject.Account, finding.Subject.Unit);
        var members = taken.Taken.Where(member => member.Subject.Account == account && member.Subject.Unit == currency).ToList();
        return Raise(members, finding, why, nowUtc) with { HasNewRules = true };
    }

    // What a plan has taken ends or settles there.
    private BookChange TakeIntoPlan(Finding finding, BookChange change)
    {
        var plan = Rules.Rules.FirstOrDefault(rule => rule.Effect is PlannedChange change && change.Has(finding.Subject));
        if (plan is null)
        {
            return change;
        }

        Rules = Rules.Updating(plan with { Effect = ((PlannedChange)plan.Effect).Taking(finding) });
        return change with { HasNewRules = true };
    }

    private static BookChange Change(Incident incident, IncidentChange change, string text, DateTimeOffset nowUtc)
    {
        var entry = new TimelineEntry(nowUtc, change, "", text);
        var noted = incident.Noting(entry);
        return new BookChange(Outcome.Raised) { Touched = [noted], Events = [new(entry, noted)] };
    }
}
