using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Access;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Server.Errors;
using CostIntel.Storage.Desks;
using Finding = CostIntel.Domain.Incidents.Finding;
using Incident = CostIntel.Domain.Incidents.Incident;
using PlannedChange = CostIntel.Domain.Incidents.Rules.PlannedChange;

namespace CostIntel.Server.Anomalies;

/// <summary>Tries rules on what detectors have found: the same findings through two books that nobody else sees.</summary>
internal sealed class RuleReplay(DeskStores stores, TimeProvider time)
{
    private const int DaysMax = 30;
    private const int ShownMax = 1_000;

    public async Task<ReplayResponse> RunAsync(
        Principal principal, ReplayRequest request, RuleBook rules, CancellationToken cancellation)
    {
        Require.That(request.Days is >= 0 and <= DaysMax, $"days is {request.Days}; it must be 1 to {DaysMax}.");
        var now = time.GetUtcNow();
        var held = Untouched(rules);
        var tried = AnomalyRequests.Parsed(() => Tried(held, request, principal.Name, now));
        var (before, after) = (new IncidentBook(held, []), new IncidentBook(tried, []));
        var since = now.AddDays(-(request.Days == 0 ? DaysMax : request.Days));
        var (kept, would) = (new Dictionary<IncidentId, Incident>(), new Dictionary<IncidentId, Incident>());
        var count = 0L;
        await foreach (var payload in stores.Incidents.ReadFindingsAsync(principal.Tenant.ToString(), since, cancellation))
        {
            foreach (var stored in StoredFindings.Parser.ParseFrom(payload).Findings)
            {
                var finding = stored.ToDomain();
                Take(before, finding, kept);
                Take(after, finding, would);
                count++;
            }
        }

        return Compare(count, kept, would);
    }

    private static void Take(IncidentBook book, Finding finding, Dictionary<IncidentId, Incident> incidents)
    {
        var change = book.Report(finding, DateTimeOffset.FromUnixTimeSeconds(finding.EndSeconds));
        foreach (var incident in change.Touched)
        {
            incidents[incident.Id] = incident;
        }
    }

    // What plans have taken so far is not what they had taken then.
    private static RuleBook Untouched(RuleBook rules) => rules with
    {
        Rules = [.. rules.Rules.Select(rule => rule.Effect is PlannedChange plan ? rule with { Effect = plan with { Taken = [] } } : rule)],
    };

    private static RuleBook Tried(RuleBook rules, ReplayRequest request, string actor, DateTimeOffset now)
    {
        var tried = request.Settings is { } settings ? rules with { Scale = settings.ToDomain() } : rules;
        foreach (var id in request.Without)
        {
            tried = tried.Without(id);
        }

        for (var i = 0; i < request.Add.Count; i++)
        {
            tried = tried.With(request.Add[i].ToDomain($"tried-{i}", actor, now));
        }

        return tried;
    }

    // The same incident may open with another finding under other rules: it is one when they share a series and a time.
    private static ReplayResponse Compare(
        long findings, Dictionary<IncidentId, Incident> before, Dictionary<IncidentId, Incident> after)
    {
        var response = new ReplayResponse { Findings = findings, IncidentsNow = before.Count, IncidentsThen = after.Count };
        response.Appearing.AddRange(Only(after.Values, before.Values).Select(IncidentMapping.ToSummary));
        response.Vanishing.AddRange(Only(before.Values, after.Values).Select(IncidentMapping.ToSummary));
        return response;
    }

    private static IEnumerable<Incident> Only(IEnumerable<Incident> incidents, IEnumerable<Incident> others)
    {
        var bySubject = others
            .SelectMany(other => other.Members.Select(member => (member.Subject.Key, other.StartSeconds, other.EndSeconds)))
            .ToLookup(member => member.Key);
        return incidents
            .Where(incident => !incident.Members.Any(member => bySubject[member.Subject.Key].Any(other =>
                other.StartSeconds < incident.EndSeconds && incident.StartSeconds < other.EndSeconds)))
            .OrderByDescending(incident => Math.Abs(incident.AtStake.ProjectedToMonthEnd))
            .Take(ShownMax);
    }
}
