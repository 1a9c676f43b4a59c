using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CostIntel.Crash.Changes;

/// <summary>
/// Measures the machines each second and tells the engine. Seconds in which the engine was gone are told when it is back, and
/// only several at a time: a change is not judged by fewer than a judgement takes.
/// </summary>
internal sealed class LatencyProbe(Crew crew, string account, IReadOnlyCollection<CloudMachine> machines)
{
    private const int SecondsMin = 4;
    private const double Slow = 900;
    private const double Quick = 100;

    private readonly Dictionary<CloudMachine, (bool IsSlow, long Through)> _told = machines.ToDictionary(
        machine => machine, _ => (false, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));

    private int _batches;

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(500, cancellation);
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            foreach (var machine in machines.Where(machine => machine.IsSlow != _told[machine].IsSlow))
            {
                _told[machine] = (machine.IsSlow, now);
            }

            var due = machines.Where(machine => now - _told[machine].Through >= SecondsMin).ToList();
            if (due.Count > 0 && await TellAsync(due, now, cancellation))
            {
                due.ForEach(machine => _told[machine] = (_told[machine].IsSlow, now));
            }
        }
    }

    private async Task<bool> TellAsync(List<CloudMachine> due, long now, CancellationToken cancellation)
    {
        var batch = new TelemetryBatch { Sequence = 1 };
        foreach (var machine in due)
        {
            var (isSlow, through) = _told[machine];
            batch.Series.Add(new MetricSeries { Provider = "aws", BillingAccountId = account, ResourceId = machine.Name, Metric = "latency.p95" });
            for (var second = through + 1; second <= now; second++)
            {
                batch.Samples.Add(new MetricSample
                {
                    SeriesIndex = (uint)batch.Series.Count - 1,
                    Time = new Timestamp { Seconds = second },
                    Value = isSlow ? Slow : Quick,
                });
            }
        }

        return await crew.TryAsync(channel => SendAsync(channel, batch, cancellation), cancellation);
    }

    private async Task SendAsync(ChannelBase channel, TelemetryBatch batch, CancellationToken cancellation)
    {
        using var call = new TelemetryService.TelemetryServiceClient(channel).Stream(cancellationToken: cancellation);
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = $"probe-{++_batches}" } }, cancellation);
        await call.RequestStream.WriteAsync(new() { Batch = batch }, cancellation);
        await call.RequestStream.CompleteAsync();
        await foreach (var answer in call.ResponseStream.ReadAllAsync(cancellation))
        {
            Assert.Empty(answer.Ack?.Rejections ?? []);
        }
    }
}
