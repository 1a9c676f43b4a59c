using CostIntel.Contracts.V1;
using CostIntel.Contracts.Workflow;
using CostIntel.Domain.Workflow.Control;
using Google.Protobuf;

namespace CostIntel.Grains.Changes.Control;

/// <content>Stops changes and lets them go on.</content>
public sealed partial class ChangeControlGrain
{
    /// <inheritdoc/>
    public Task<string?> WhyStoppedAsync(byte[][] members) =>
        Task.FromResult(ControlStops.WhyStopped(_book.Stops, Read(members).Select(one => one.Target)));

    /// <inheritdoc/>
    public async Task<StopAnswer> StopAsync(byte[] request, string actor)
    {
        var asked = StopChangesRequest.Parser.ParseFrom(request);
        var (after, order, refusal) = ControlStops.Stop(
            _book, asked.ToScopes(), asked.Reason, asked.RequestId, actor, time.GetUtcNow());
        if (order is null)
        {
            return new(null, refusal);
        }

        var isNew = !ReferenceEquals(after, _book);
        await WatchAsync();
        await KeepAsync(after);
        if (isNew)
        {
            ControlInstruments.CountStop(isGiven: true);
        }

        WakeAll();
        return new(order.ToMessage().ToByteArray(), null);
    }

    /// <inheritdoc/>
    public async Task<bool> ResumeAsync(string orderId, string actor)
    {
        if (ControlStops.Resume(_book, orderId, actor, time.GetUtcNow()) is not { } after)
        {
            return false;
        }

        await WatchAsync();
        await KeepAsync(after);
        ControlInstruments.CountStop(isGiven: false);
        WakeAll();
        return true;
    }

    /// <inheritdoc/>
    public Task<byte[][]> ListStopsAsync() => Task.FromResult<byte[][]>(
        [.. _book.Stops.Orders.OrderBy(order => order.SinceUtc).Select(order => order.ToMessage().ToByteArray())]);
}
