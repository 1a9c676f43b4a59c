using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;

namespace CostIntel.Server.Demo;

/// <summary>Measures what the demo changes every few seconds, so that the effect is seen at once.</summary>
internal sealed class DemoPulse(GrpcChannel channel, DemoCloud cloud, TimeProvider time)
{
    private const string Producer = "demo-pulse";
    private const int SecondsPerHour = 3_600;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>Sends what is measured.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var call = new TelemetryService.TelemetryServiceClient(channel).Stream(cancellationToken: cancellation);
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = Producer } }, cancellation);
        await call.ResponseStream.MoveNext(cancellation);
        var sequence = call.ResponseStream.Current.Opened.HighestSequence;
        using var timer = new PeriodicTimer(Beat, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var batch = Batch(time.GetUtcNow());
            batch.Sequence = ++sequence;
            await call.RequestStream.WriteAsync(new() { Batch = batch }, cancellation);
            await call.ResponseStream.MoveNext(cancellation);
        }
    }

    private TelemetryBatch Batch(DateTimeOffset now)
    {
        var batch = new TelemetryBatch();
        var hour = now.ToUnixTimeSeconds() / SecondsPerHour;
        foreach (var resource in DemoResources.Changed.Where(resource => cloud.IsRunning(resource.Name, hour)))
        {
            foreach (var (metric, value) in resource.Metrics)
            {
                batch.Samples.Add(new MetricSample
                {
                    SeriesIndex = (uint)batch.Series.Count,
                    Time = now.ToTimestamp(),
                    Value = cloud.Measured(resource.Name, metric, value(hour)),
                });
                batch.Series.Add(new MetricSeries
                {
                    Provider = DemoResource.Provider, BillingAccountId = DemoResources.Account, ResourceId = resource.Name, Metric = metric,
                });
            }
        }

        return batch;
    }
}
