using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.V1;
using CostIntel.Grains.Incidents;
using CostIntel.Server.Access;
using CostIntel.Server.Errors;
using CostIntel.Server.Queries;
using CostIntel.Storage.Desks;
using Google.Protobuf;
using Grpc.Core;
using IncidentState = CostIntel.Domain.Incidents.IncidentState;
using SensitivityStep = CostIntel.Domain.Incidents.SensitivityStep;
using Verdict = CostIntel.Domain.Incidents.Verdict;

namespace CostIntel.Server.Anomalies;

/// <summary>Tells of incidents, and takes what people say of them.</summary>
internal sealed class AnomalyEndpoint(
    IGrainFactory grains,
    DeskStores stores,
    AnomalyWatch watch,
    AnomalyNotes notes,
    RuleReplay replay,
    AnomalyEvidence evidence,
    TimeProvider time)
    : AnomalyService.AnomalyServiceBase
{
    private const int IncidentsPerPage = 50;
    private const int IncidentsPerPageMax = 1_000;

    public override Task Watch(
        WatchAnomaliesRequest request, IServerStreamWriter<AnomalyEvent> responseStream, ServerCallContext context) =>
        watch.RunAsync(context.Principal().Tenant, request, responseStream, context);

    public override async Task<ListAnomaliesResponse> List(ListAnomaliesRequest request, ServerCallContext context)
    {
        var page = Page.Of(
            request.PageSize, request.PageToken, IncidentsPerPage, IncidentsPerPageMax, AnomalyRequests.Fingerprint(request));
        var (sieve, states) = (IncidentSieve.Of(request), StatesOf(request));
        var found = new List<Domain.Incidents.Incident>();
        var range = new ItemRange(OpenOf(states), request.From?.ToDateTimeOffset(), request.To?.ToDateTimeOffset());
        var tenant = context.Principal().Tenant;
        await foreach (var payload in stores.Incidents.ReadItemsAsync(tenant.ToString(), range, context.CancellationToken))
        {
            var incident = StoredIncident.Parser.ParseFrom(payload).ToDomain(tenant);
            if (states.Contains(incident.State) && sieve.Keeps(incident))
            {
                // Members are told by Get; here they would only take memory.
                found.Add(incident);
            }
        }

        var ordered = found
            .OrderByDescending(incident => incident.Severity)
            .ThenByDescending(incident => Math.Abs(incident.AtStake.ProjectedToMonthEnd))
            .ThenByDescending(incident => incident.OpenedUtc)
            .ThenBy(incident => incident.Id.ToString(), StringComparer.Ordinal)
            .ToList();
        var response = new ListAnomaliesResponse { TotalCount = ordered.Count, NextPageToken = page.NextToken(ordered.Count) };
        response.Incidents.AddRange(page.Of(ordered).Select(IncidentMapping.ToSummary));
        return response;
    }

    public override async Task<Incident> Get(GetAnomalyRequest request, ServerCallContext context)
    {
        var id = AnomalyRequests.Id(request.IncidentId);
        var payload = await stores.Incidents.FindAsync(context.Principal().Tenant.ToString(), id, context.CancellationToken);
        if (payload is null)
        {
            throw Unknown(id);
        }

        var incident = StoredIncident.Parser.ParseFrom(payload).Shown;
        await evidence.AddAsync(context.Principal().Tenant, incident, context.CancellationToken);
        return incident;
    }

    public override Task<Incident> Acknowledge(AcknowledgeAnomalyRequest request, ServerCallContext context) =>
        CommandAsync(request.IncidentId, IncidentAction.Acknowledge, request.Comment, context);

    public override Task<Incident> Resolve(ResolveAnomalyRequest request, ServerCallContext context) =>
        CommandAsync(request.IncidentId, IncidentAction.Resolve, request.Comment, context);

    public override Task<Incident> Feedback(AnomalyFeedbackRequest request, ServerCallContext context)
    {
        Require.That(
            request.Verdict != AnomalyVerdict.Unspecified || request.Sensitivity != Contracts.V1.SensitivityStep.Unspecified,
            "The feedback says nothing; set verdict or sensitivity.");
        Require.That(Enum.IsDefined(request.Verdict), $"verdict {(int)request.Verdict} is unknown.");
        Require.That(Enum.IsDefined(request.Sensitivity), $"sensitivity {(int)request.Sensitivity} is unknown.");
        Require.That(
            request.ExpectedUntil is null || request.Verdict is AnomalyVerdict.No or AnomalyVerdict.PlannedActivity,
            "expected_until belongs to the verdicts NO and PLANNED_ACTIVITY.");
        Require.That(
            request.ExpectedUntil is null || request.ExpectedUntil.ToDateTimeOffset() > time.GetUtcNow(),
            "expected_until must be later than now.");
        return AnswerAsync(
            new IncidentCommand(
                AnomalyRequests.Id(request.IncidentId),
                IncidentAction.Feedback,
                context.Principal().Name,
                AnomalyRequests.Comment(request.Comment),
                request.Verdict == AnomalyVerdict.Unspecified ? null : (Verdict)request.Verdict,
                request.ExpectedUntil?.ToDateTimeOffset(),
                (SensitivityStep)request.Sensitivity),
            context);
    }

    public override Task<AnnotateResponse> Annotate(AnnotateRequest request, ServerCallContext context) =>
        notes.AnnotateAsync(context.Principal(), request, context.CancellationToken);

    public override async Task<ListRulesResponse> ListRules(ListRulesRequest request, ServerCallContext context)
    {
        var rules = (await ReadRulesAsync(context)).ToDomain();
        var response = new ListRulesResponse { Settings = rules.Scale.ToMessage() };
        response.Rules.AddRange(rules.Rules.Select(RuleMapping.ToMessage));
        return response;
    }

    public override async Task<DetectionRule> PutRule(PutRuleRequest request, ServerCallContext context)
    {
        Require.That(request.Rule is null != request.Settings is null, "Set either rule or settings.");
        var actor = context.Principal().Name;
        if (request.Settings is { } settings)
        {
            AnomalyRequests.Parsed(settings.ToDomain);
            await DeskOf(context).ChangeRulesAsync(new RuleCommand(actor, null, null, settings.ToByteArray()));
            return new DetectionRule();
        }

        // Named here, so that a call that is repeated between engine processes makes one rule.
        var rule = request.Rule!.Clone();
        rule.RuleId = rule.RuleId.Length > 0 ? rule.RuleId : AnomalyRequests.NameOf(rule);
        AnomalyRequests.Parsed(() => rule.ToDomain("", actor, time.GetUtcNow()));
        var answer = await DeskOf(context).ChangeRulesAsync(new RuleCommand(actor, rule.ToByteArray(), null, null));
        return answer.Refusal is { } refusal
            ? throw new RpcException(new Status(StatusCode.FailedPrecondition, refusal))
            : DetectionRule.Parser.ParseFrom(answer.Value);
    }

    public override async Task<DeleteRuleResponse> DeleteRule(DeleteRuleRequest request, ServerCallContext context)
    {
        Require.That(request.RuleId.Length > 0, "rule_id is missing.");
        await DeskOf(context).ChangeRulesAsync(new RuleCommand(context.Principal().Name, null, request.RuleId, null));
        return new DeleteRuleResponse();
    }

    public override async Task<ReplayResponse> Replay(ReplayRequest request, ServerCallContext context) =>
        await replay.RunAsync(
            context.Principal(), request, (await ReadRulesAsync(context)).ToDomain(), context.CancellationToken);

    private static HashSet<IncidentState> StatesOf(ListAnomaliesRequest request)
    {
        foreach (var state in request.States)
        {
            Require.That(
                state != Contracts.V1.IncidentState.Unspecified && Enum.IsDefined(state), $"states has {(int)state}, which is no state.");
        }

        return request.States.Count == 0
            ? [IncidentState.Open, IncidentState.Acknowledged]
            : [.. request.States.Select(state => (IncidentState)state)];
    }

    private static bool? OpenOf(HashSet<IncidentState> states)
    {
        var hasOpen = states.Contains(IncidentState.Open) || states.Contains(IncidentState.Acknowledged);
        var hasClosed = states.Contains(IncidentState.Resolved) || states.Contains(IncidentState.FalsePositive);
        return hasOpen && hasClosed ? null : hasOpen;
    }

    private static RpcException Unknown(string id) =>
        new(new Status(StatusCode.NotFound, $"There is no incident '{id}'."));

    private Task<Incident> CommandAsync(string id, IncidentAction action, string comment, ServerCallContext context) =>
        AnswerAsync(
            new IncidentCommand(
                AnomalyRequests.Id(id), action, context.Principal().Name, AnomalyRequests.Comment(comment)),
            context);

    private async Task<Incident> AnswerAsync(IncidentCommand command, ServerCallContext context)
    {
        var answer = await DeskOf(context).CommandAsync(command);
        if (answer.Refusal is { } refusal)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, refusal));
        }

        return answer.Value is { } value ? StoredIncident.Parser.ParseFrom(value).Shown : throw Unknown(command.IncidentId);
    }

    private async Task<StoredRules> ReadRulesAsync(ServerCallContext context) =>
        StoredRules.Parser.ParseFrom((await DeskOf(context).GetRulesAsync()).Span);

    private IIncidentDeskGrain DeskOf(ServerCallContext context) =>
        grains.GetGrain<IIncidentDeskGrain>(context.Principal().Tenant.ToString());
}
