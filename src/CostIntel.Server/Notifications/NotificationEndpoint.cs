using CostIntel.Contracts.Notifications;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Notifications.Reports;
using CostIntel.Grains.Notifications;
using CostIntel.Grains.Notifications.Reports;
using CostIntel.Server.Access;
using CostIntel.Server.Anomalies;
using CostIntel.Server.Errors;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace CostIntel.Server.Notifications;

/// <summary>Keeps channels and subscriptions of the caller's tenant, and shows how deliveries stand.</summary>
internal sealed class NotificationEndpoint(
    IGrainFactory grains, ReportBuilder reports, TimeProvider time, IOptions<NotificationOptions> options)
    : NotificationService.NotificationServiceBase
{
    public override async Task<NotificationChannel> PutChannel(PutChannelRequest request, ServerCallContext context)
    {
        NotificationRequests.Check(request, options.Value);
        var answer = await BookOf(context).PutChannelAsync(request.ToByteArray());
        return await WithStatusAsync(NotificationChannel.Parser.ParseFrom(Done(answer)), context);
    }

    public override async Task<NotificationChannel> RotateSecret(RotateSecretRequest request, ServerCallContext context)
    {
        NotificationRequests.Check(request);
        var answer = await BookOf(context).RotateSecretAsync(request.ToByteArray());
        return await WithStatusAsync(NotificationChannel.Parser.ParseFrom(Done(answer)), context);
    }

    public override async Task<ListChannelsResponse> ListChannels(ListChannelsRequest request, ServerCallContext context)
    {
        var channels = await BookOf(context).ListChannelsAsync();
        var response = new ListChannelsResponse();
        response.Channels.AddRange(await Task.WhenAll(
            channels.Select(channel => WithStatusAsync(NotificationChannel.Parser.ParseFrom(channel), context))));
        return response;
    }

    public override async Task<DeleteChannelResponse> DeleteChannel(DeleteChannelRequest request, ServerCallContext context)
    {
        Require.Name(request.ChannelId, "channel_id", "");
        await BookOf(context).DeleteChannelAsync(request.ChannelId);
        return new DeleteChannelResponse();
    }

    public override async Task<TestChannelResponse> TestChannel(TestChannelRequest request, ServerCallContext context)
    {
        var fault = await (await OutboxOfAsync(request.ChannelId, context)).TestAsync();
        return new TestChannelResponse { IsDelivered = fault.Length == 0, Fault = fault };
    }

    public override async Task<Subscription> PutSubscription(Subscription request, ServerCallContext context)
    {
        request.Created = null;
        NotificationRequests.Check(request);
        return Subscription.Parser.ParseFrom(Done(await BookOf(context).PutSubscriptionAsync(request.ToByteArray())));
    }

    public override async Task<ListSubscriptionsResponse> ListSubscriptions(
        ListSubscriptionsRequest request, ServerCallContext context)
    {
        var response = new ListSubscriptionsResponse();
        response.Subscriptions.AddRange(
            (await BookOf(context).ListSubscriptionsAsync()).Select(subscription => Subscription.Parser.ParseFrom(subscription)));
        return response;
    }

    public override async Task<DeleteSubscriptionResponse> DeleteSubscription(
        DeleteSubscriptionRequest request, ServerCallContext context)
    {
        Require.Name(request.SubscriptionId, "subscription_id", "");
        await BookOf(context).DeleteSubscriptionAsync(request.SubscriptionId);
        return new DeleteSubscriptionResponse();
    }

    public override async Task<ListDeliveriesResponse> ListDeliveries(ListDeliveriesRequest request, ServerCallContext context)
    {
        var states = request.States.Count == 0 ? [DeliveryState.Dead] : request.States.ToArray();
        foreach (var state in states)
        {
            Require.That(state != 0 && Enum.IsDefined(state), $"states has {(int)state}, which is no state.");
        }

        var outbox = await OutboxOfAsync(request.ChannelId, context);
        var response = new ListDeliveriesResponse();
        response.Deliveries.AddRange(
            (await outbox.ListAsync([.. states.Select(state => (int)state)])).Select(one => Delivery.Parser.ParseFrom(one)));
        return response;
    }

    public override async Task<RedeliverResponse> Redeliver(RedeliverRequest request, ServerCallContext context)
    {
        var outbox = await OutboxOfAsync(request.ChannelId, context);
        return new RedeliverResponse { Count = await outbox.RedeliverAsync([.. request.DeliveryIds.Distinct()]) };
    }

    public override async Task<PreviewReportResponse> PreviewReport(PreviewReportRequest request, ServerCallContext context)
    {
        var every = AnomalyRequests.Parsed(() => request.Every.ToDomain());
        var report = await reports.BuildAsync(
            context.Principal().Tenant,
            ReportPeriod.LastOver(every, time.GetUtcNow()),
            AnomalyRequests.ScopeOf(request.Filters),
            context.CancellationToken);
        return new PreviewReportResponse
        {
            Report = report.ToMessage(), Summary = ReportText.Summary(report), Text = ReportText.Of(report),
        };
    }

    private static byte[] Done(NotificationAnswer answer) => answer.Value
        ?? throw new RpcException(new Status(StatusCode.FailedPrecondition, answer.Refusal ?? ""));

    private async Task<NotificationChannel> WithStatusAsync(NotificationChannel channel, ServerCallContext context)
    {
        var status = await Outbox(channel.ChannelId, context).GetStatusAsync();
        (channel.Pending, channel.Dead, channel.LastFault) = (status.Pending, status.Dead, status.LastFault);
        return channel;
    }

    // A grain would come into being for any name.
    private async Task<IOutboxGrain> OutboxOfAsync(string channelId, ServerCallContext context)
    {
        Require.Name(channelId, "channel_id", "");
        var channels = await BookOf(context).ListChannelsAsync();
        return channels.Any(channel => NotificationChannel.Parser.ParseFrom(channel).ChannelId == channelId)
            ? Outbox(channelId, context)
            : throw new RpcException(new Status(StatusCode.NotFound, $"There is no channel '{channelId}'."));
    }

    private INotificationGrain BookOf(ServerCallContext context) =>
        grains.GetGrain<INotificationGrain>(context.Principal().Tenant.ToString());

    private IOutboxGrain Outbox(string channelId, ServerCallContext context) =>
        grains.GetGrain<IOutboxGrain>(OutboxKey.Of(context.Principal().Tenant.ToString(), channelId));
}
