using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;
using Google.Protobuf;
using Feedback = CostIntel.Domain.Incidents.Feedback;
using Incident = CostIntel.Domain.Incidents.Incident;
using IncidentChange = CostIntel.Domain.Incidents.IncidentChange;
using PlannedChange = CostIntel.Domain.Incidents.Rules.PlannedChange;
using StoredIncident = CostIntel.Contracts.State.V1.StoredIncident;
using TimelineEntry = CostIntel.Domain.Incidents.TimelineEntry;

namespace CostIntel.Grains.Incidents;

/// <content>What people say of incidents, and of what is to be raised.</content>
public sealed partial class IncidentDeskGrain
{
    /// <inheritdoc/>
    public async Task<DeskAnswer> CommandAsync(IncidentCommand command)
    {
        var id = IncidentId.Parse(command.IncidentId);
        if (_book.Find(id) is null)
        {
            if (await stores.Incidents.FindAsync(_tenant, command.IncidentId, CancellationToken.None) is not { } payload)
            {
                return Nothing;
            }

            // Closed long ago; it may have come back while this waited.
            if (_book.Find(id) is null)
            {
                _book.Put(StoredIncident.Parser.ParseFrom(payload).ToDomain(TenantId.Parse(_tenant)));
            }
        }

        return await DoAsync(batch =>
        {
            batch.Add(Do(command, _book.Find(id)!, batch.NowUtc));
            return new DeskAnswer(_book.Find(id)!.ToStored().ToByteArray(), null);
        });
    }

    /// <inheritdoc/>
    public async Task<int> AnnotateAsync(Annotation annotation)
    {
        var scope = annotation.Rule is { } rule
            ? FilterMapping.ToScope(DetectionRule.Parser.ParseFrom(rule).Filters)
            : null;
        var resources = annotation.Resources.ToHashSet(StringComparer.Ordinal);
        var marked = 0;
        await DoAsync(batch =>
        {
            var touched = _book.Incidents.Where(incident => incident.IsOpen && incident.Members.Any(member =>
                resources.Contains(member.Subject.Resource) || scope?.Holds(member.Subject) == true)).ToList();
            foreach (var incident in touched)
            {
                Annotate(incident, annotation, batch);
            }

            marked = touched.Count;
            return Nothing;
        });
        return marked;
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> GetRulesAsync() => Task.FromResult<ReadOnlyMemory<byte>>(RulesMessage());

    /// <inheritdoc/>
    public Task<DeskAnswer> ChangeRulesAsync(RuleCommand command) => DoAsync(batch =>
    {
        batch.HasNewRules = true;
        if (command.Settings is { } settings)
        {
            _book.Rules = _book.Rules with { Scale = RuleSettings.Parser.ParseFrom(settings).ToDomain() };
        }

        if (command.Delete is { } deleted)
        {
            _book.Rules = _book.Rules.Without(deleted);
        }

        return command.Put is { } put ? new DeskAnswer(Put(put, command.Actor, batch.NowUtc).ToMessage().ToByteArray(), null) : Nothing;
    });

    private byte[] RulesMessage() => _book.Rules.ToStored().ToByteArray();

    private BookChange Do(IncidentCommand command, Incident incident, DateTimeOffset nowUtc) => command.Action switch
    {
        IncidentAction.Acknowledge => IncidentCommands.Acknowledge(_book, incident, command.Actor, command.Comment, nowUtc),
        IncidentAction.Resolve => IncidentCommands.Resolve(_book, incident, command.Actor, command.Comment, nowUtc),
        _ => IncidentCommands.Say(
            _book,
            incident,
            new Feedback(command.Verdict, command.ExpectedUntilUtc, command.Sensitivity, command.Comment),
            command.Actor,
            nowUtc),
    };

    private Rule Put(byte[] message, string actor, DateTimeOffset nowUtc)
    {
        var rule = DetectionRule.Parser.ParseFrom(message).ToDomain("", actor, nowUtc);
        var known = _book.Rules.Rules.FirstOrDefault(other => other.Id == rule.Id);
        if (known is null && _book.Rules.Rules.Count >= RuleBook.RulesMax)
        {
            throw new IncidentRefusedException(
                $"There are {RuleBook.RulesMax} rules already; delete some that are no longer needed.");
        }

        // A plan that is changed has still taken what it has.
        if (rule.Effect is PlannedChange plan && known?.Effect is PlannedChange before)
        {
            rule = rule with { Effect = plan with { Taken = before.Taken } };
        }

        _book.Rules = _book.Rules.WithoutEnded(nowUtc - KeptFindings).With(rule);
        return rule;
    }

    private void Annotate(Incident incident, Annotation annotation, DeskBatch batch)
    {
        if (incident.Timeline.All(entry => entry.Change != IncidentChange.Annotated
            || entry.AtUtc != annotation.AtUtc || entry.Text != annotation.Text))
        {
            Note(batch, incident, new(annotation.AtUtc, IncidentChange.Annotated, annotation.Actor, annotation.Text));
        }
    }

    private void Note(DeskBatch batch, Incident incident, TimelineEntry entry)
    {
        var noted = incident.Noting(entry) with { ChangedUtc = batch.NowUtc };
        _book.Put(noted);
        batch.Add(new BookChange(Outcome.Raised) { Touched = [noted], Events = [new(entry, noted)] });
    }
}
