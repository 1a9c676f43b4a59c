using CostIntel.Connectors.Generation;
using CostIntel.Contracts.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Server.Demo;

/// <summary>Streams what the simulated fleet uses: what the engine has missed, and then as it happens.</summary>
internal sealed class DemoUsage(GrpcChannel channel, SimulatedFleet fleet, TimeProvider time)
{
    private const string Producer = "demo-fleet";
    private const int HistoryDays = 14;
    private const int HoursPerBatch = 24;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private ulong _sequence;

    /// <summary>Sends all hours up to the current one that the engine does not have.</summary>
    /// <returns>How many.</returns>
    public async Task<int> CatchUpAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var current = HourOf(now);
        var from = await FirstMissingHourAsync(current, cancellation);
        var hours = (int)Math.Max(0, (current - from).TotalHours);
        using var call = await OpenAsync(cancellation);
        foreach (var chunk in Enumerable.Range(0, hours).Chunk(HoursPerBatch))
        {
            await SendAsync(
                call, [.. chunk.SelectMany(hour => fleet.Charges(from.AddHours(hour), TimeSpan.FromHours(1)))], cancellation);
        }

        var seconds = (long)(now - current).TotalSeconds;
        if (from <= current && seconds > 0)
        {
            await SendAsync(call, [.. fleet.Charges(current, TimeSpan.FromSeconds(seconds))], cancellation);
        }

        await call.RequestStream.CompleteAsync();
        return hours;
    }

    /// <summary>Sends each second what was used in it, and the trouble that is due.</summary>
    /// <param name="onTrouble">Hears what goes wrong.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task FollowAsync(Action<string> onTrouble, CancellationToken cancellation)
    {
        using var call = await OpenAsync(cancellation);
        using var timer = new PeriodicTimer(Tick, time);
        var trouble = new DemoTrouble(fleet);
        var next = Second(time.GetUtcNow());
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var charges = new List<SimulatedCharge>();
            for (var end = Second(time.GetUtcNow()); next < end; next += Tick)
            {
                charges.AddRange(fleet.Charges(next, Tick));
                charges.AddRange(trouble.Charges(next, onTrouble));
            }

            await SendAsync(call, charges, cancellation);
        }
    }

    private static DateTimeOffset HourOf(DateTimeOffset time) => Second(time).AddMinutes(-time.Minute).AddSeconds(-time.Second);

    private static DateTimeOffset Second(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    // An engine that was stopped lacks the hours of its absence; the rest of the hour in which it stopped stays empty.
    private async Task<DateTimeOffset> FirstMissingHourAsync(DateTimeOffset current, CancellationToken cancellation)
    {
        var request = new GetResourceRequest { ResourceId = fleet.Series[0].ResourceId };
        try
        {
            var known = await new CostService.CostServiceClient(channel).GetResourceAsync(request, cancellationToken: cancellation);
            return HourOf(known.LastCharge.ToDateTimeOffset()).AddHours(1);
        }
        catch (RpcException missing) when (missing.StatusCode == StatusCode.NotFound)
        {
            return current.AddDays(-HistoryDays);
        }
    }

    private async Task<AsyncDuplexStreamingCall<IngestStreamRequest, IngestStreamResponse>> OpenAsync(CancellationToken cancellation)
    {
        var call = new IngestService.IngestServiceClient(channel).Stream(cancellationToken: cancellation);
        await call.RequestStream.WriteAsync(
            new IngestStreamRequest { Open = new IngestOpen { ProducerId = Producer } }, cancellation);
        await call.ResponseStream.MoveNext(cancellation);
        _sequence = call.ResponseStream.Current.Opened.HighestSequence;
        return call;
    }

    private async Task SendAsync(
        AsyncDuplexStreamingCall<IngestStreamRequest, IngestStreamResponse> call,
        List<SimulatedCharge> charges,
        CancellationToken cancellation)
    {
        if (charges.Count == 0)
        {
            return;
        }

        var batch = DemoBatches.OfUsage(charges);
        batch.Sequence = ++_sequence;
        await call.RequestStream.WriteAsync(new IngestStreamRequest { Batch = batch }, cancellation);
        await call.ResponseStream.MoveNext(cancellation);
    }
}
