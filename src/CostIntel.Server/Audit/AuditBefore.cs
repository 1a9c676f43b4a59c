using CostIntel.Contracts.V1;
using CostIntel.Server.Access;
using CostIntel.Server.Anomalies;
using CostIntel.Server.Approvals;
using CostIntel.Server.Notifications;
using CostIntel.Server.Recommendations;
using CostIntel.Server.Sla;
using CostIntel.Storage.Statements;
using Google.Protobuf;
using Grpc.Core;

namespace CostIntel.Server.Audit;

/// <summary>
/// What is there before a command, as its own service shows it. Somebody else may change it until the command's turn;
/// their entries then stand in between.
/// </summary>
internal sealed class AuditBefore(IServiceProvider services)
{
    private const int KeysPerPage = 1_000;

    /// <summary>The text for the log; empty when there is nothing, or nothing to change.</summary>
    public async Task<string> FindAsync(IMessage? request, ServerCallContext context)
    {
        try
        {
            return AuditText.Of(await ReadAsync(request, context));
        }
        catch (RpcException)
        {
            // There is no such thing; the command itself says so.
            return "";
        }
    }

    private async Task<IMessage?> ReadAsync(IMessage? request, ServerCallContext context) => request switch
    {
        RejectRecommendationRequest or ReportAppliedRequest or ReportRolledBackRequest => await Endpoint<RecommendationEndpoint>()
            .Get(new GetRecommendationRequest { RecommendationId = AuditText.Field(request, "recommendation_id") }, context),
        ApproveRequest or DelegateRequest or CommentRequest or RollbackRequest or ReportStepRequest => await Endpoint<RecommendationEndpoint>()
            .GetChange(new GetChangeRequest { ChangeId = AuditText.Field(request, "change_id") }, context),
        PutPolicyRequest => await Endpoint<RecommendationEndpoint>().GetPolicy(new GetPolicyRequest(), context),
        PutApprovalPolicyRequest => await Endpoint<PolicyEndpoint>().GetApprovalPolicy(new GetApprovalPolicyRequest(), context),
        ResumeChangesRequest resume => (await Endpoint<PolicyEndpoint>().ListStops(new ListStopsRequest(), context)).Stops
            .FirstOrDefault(order => order.StopId == resume.StopId),
        PutPricesRequest => await Endpoint<RecommendationEndpoint>().GetPrices(new GetPricesRequest(), context),
        PutExecutionPolicyRequest => await Endpoint<PolicyEndpoint>().GetExecutionPolicy(new GetExecutionPolicyRequest(), context),
        AcknowledgeAnomalyRequest or ResolveAnomalyRequest or AnomalyFeedbackRequest => await Endpoint<AnomalyEndpoint>()
            .Get(new GetAnomalyRequest { IncidentId = AuditText.Field(request, "incident_id") }, context),
        PutRuleRequest put => await RuleAsync(put.Rule?.RuleId, context),
        DeleteRuleRequest delete => await RuleAsync(delete.RuleId, context),
        PutSloRequest put => await SloAsync(put.Slo?.SloId, context),
        DeleteSloRequest delete => await SloAsync(delete.SloId, context),
        RevokeKeyRequest revoke => await KeyAsync(revoke.KeyId, context),
        RotateKeyRequest rotate => await KeyAsync(rotate.KeyId, context),
        CreateKeyRequest create => await KeysNamedAsync(create.Name, context),
        PutChannelRequest put => await ChannelAsync(put.ChannelId, context),
        DeleteChannelRequest delete => await ChannelAsync(delete.ChannelId, context),
        RotateSecretRequest rotate => await ChannelAsync(rotate.ChannelId, context),
        RedeliverRequest redeliver => await ChannelAsync(redeliver.ChannelId, context),
        Subscription put => await SubscriptionAsync(put.SubscriptionId, context),
        DeleteSubscriptionRequest delete => await SubscriptionAsync(delete.SubscriptionId, context),
        ImportStatementRequest { Open: { } open } => await ImportAsync(open.ImportId, context),
        _ => null,
    };

    private async Task<IMessage?> RuleAsync(string? id, ServerCallContext context)
    {
        var rules = await Endpoint<AnomalyEndpoint>().ListRules(new ListRulesRequest(), context);
        return id is null ? rules.Settings : rules.Rules.FirstOrDefault(rule => rule.RuleId == id);
    }

    private async Task<IMessage?> SloAsync(string? id, ServerCallContext context) =>
        (await Endpoint<SlaEndpoint>().ListSlos(new ListSlosRequest(), context)).Slos.FirstOrDefault(slo => slo.SloId == id);

    private async Task<IMessage?> ChannelAsync(string id, ServerCallContext context) =>
        (await Endpoint<NotificationEndpoint>().ListChannels(new ListChannelsRequest(), context))
        .Channels.FirstOrDefault(channel => channel.ChannelId == id);

    private async Task<IMessage?> SubscriptionAsync(string id, ServerCallContext context) =>
        (await Endpoint<NotificationEndpoint>().ListSubscriptions(new ListSubscriptionsRequest(), context))
        .Subscriptions.FirstOrDefault(subscription => subscription.SubscriptionId == id);

    // An import that was broken off goes on where it was.
    private async Task<IMessage?> ImportAsync(string id, ServerCallContext context) =>
        await services.GetRequiredService<IStatementStore>().FindAsync(id, context.CancellationToken) is { } known
            && known.Tenant == context.Principal().Tenant.ToString()
            ? new ImportOpened { StagedSequence = (ulong)known.StagedSequence }
            : null;

    // A key takes nothing's place, but its name may be that of others.
    private async Task<IMessage?> KeysNamedAsync(string name, ServerCallContext context)
    {
        var named = new ListKeysResponse();
        await foreach (var key in KeysAsync(context))
        {
            if (key.Name == name)
            {
                named.Keys.Add(key);
            }
        }

        return named.Keys.Count == 0 ? null : named;
    }

    private async Task<IMessage?> KeyAsync(string id, ServerCallContext context)
    {
        await foreach (var key in KeysAsync(context))
        {
            if (key.KeyId == id)
            {
                return key;
            }
        }

        return null;
    }

    private async IAsyncEnumerable<Key> KeysAsync(ServerCallContext context)
    {
        var request = new ListKeysRequest { PageSize = KeysPerPage };
        do
        {
            var page = await Endpoint<AccessEndpoint>().ListKeys(request, context);
            foreach (var key in page.Keys)
            {
                yield return key;
            }

            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
    }

    private T Endpoint<T>()
        where T : class => ActivatorUtilities.CreateInstance<T>(services);
}
