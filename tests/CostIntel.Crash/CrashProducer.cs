using System.Collections.Concurrent;
using CostIntel.Contracts.Mapping;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Money;
using Grpc.Core;
using Grpc.Net.Client;
using ChargeSeries = CostIntel.Domain.Charges.ChargeSeries;

namespace CostIntel.Crash;

/// <summary>
/// A client as the contract asks for: numbered batches, and after each broken connection everything again that was not
/// acknowledged. It knows what the engine has to count.
/// </summary>
internal sealed class CrashProducer(string server, int number)
{
    private const int Resources = 100;
    private const int RecordsPerBatch = 40;
    private const int UnacknowledgedMax = 12;
    private const long StartSeconds = 1_767_225_600;

    private readonly Random _random = new(number);
    private readonly Queue<UsageBatch> _unacknowledged = new();
    private ulong _sequence;

    /// <summary>The exact sum of what was sent.</summary>
    public decimal BilledCost { get; private set; }

    /// <summary>The exact quantity of what was sent.</summary>
    public decimal Quantity { get; private set; }

    /// <summary>With what its streams were broken off.</summary>
    public ConcurrentQueue<RpcException> Refusals { get; } = [];

    /// <summary>Batches acknowledged.</summary>
    public ulong Acknowledged { get; private set; }

    /// <summary>Sends until told to stop, and then until all is acknowledged.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken limit)
    {
        while (!stop.IsCancellationRequested || _unacknowledged.Count > 0)
        {
            try
            {
                await StreamAsync(stop, limit);
            }
            catch (Exception broken) when (broken is RpcException or InvalidOperationException or IOException)
            {
                if (broken is RpcException refusal)
                {
                    Refusals.Enqueue(refusal);
                }

                await Task.Delay(50, limit);
            }
        }
    }

    private async Task StreamAsync(CancellationToken stop, CancellationToken limit)
    {
        using var channel = GrpcChannel.ForAddress(server);
        using var call = new IngestService.IngestServiceClient(channel).Stream(cancellationToken: limit);
        await call.RequestStream.WriteAsync(new IngestStreamRequest { Open = new IngestOpen { ProducerId = $"crash-{number}" } }, limit);
        await call.ResponseStream.MoveNext(limit);
        foreach (var batch in _unacknowledged.ToArray())
        {
            await call.RequestStream.WriteAsync(new IngestStreamRequest { Batch = batch }, limit);
        }

        while (!stop.IsCancellationRequested || _unacknowledged.Count > 0)
        {
            if (!stop.IsCancellationRequested && _unacknowledged.Count < UnacknowledgedMax)
            {
                var batch = NextBatch();
                _unacknowledged.Enqueue(batch);
                await call.RequestStream.WriteAsync(new IngestStreamRequest { Batch = batch }, limit);
                continue;
            }

            if (!await call.ResponseStream.MoveNext(limit))
            {
                return;
            }

            Acknowledge(call.ResponseStream.Current.Ack);
        }
    }

    private void Acknowledge(IngestAck ack)
    {
        Assert.Empty(ack.Rejections);
        Acknowledged = ack.DurableSequence;
        while (_unacknowledged.TryPeek(out var batch) && batch.Sequence <= ack.DurableSequence)
        {
            _unacknowledged.Dequeue();
        }
    }

    private UsageBatch NextBatch()
    {
        var batch = new UsageBatch { Sequence = ++_sequence };
        for (var i = 0; i < RecordsPerBatch; i++)
        {
            var resource = _random.Next(Resources);
            var costs = new Costs(_random.Next(1, 1_000_000) / 1_000_000m, 0, 0, 0);
            costs = new Costs(costs.Billed, costs.Billed, costs.Billed, costs.Billed);
            var start = StartSeconds + (_random.Next(60 * 24) * 60L);
            batch.Series.Add(SeriesOf(resource).ToMessage());
            var record = RecordMapping.ToUsageRecord((uint)i, start, start + 60, costs, 0.25m);
            if (i % 4 == 0)
            {
                record.EventId = $"{number}-{_sequence}-{i}";
            }

            batch.Records.Add(record);
            BilledCost += costs.Billed;
            Quantity += 0.25m;
        }

        // The same event again in the same batch does not count.
        batch.Records.Add(batch.Records[0].Clone());
        return batch;
    }

    private ChargeSeries SeriesOf(int resource) => new()
    {
        Provider = "aws",
        BillingAccountId = "1",
        SubAccountId = $"{resource % 3}",
        ResourceId = $"i-{number}-{resource}",
        ServiceName = resource % 2 == 0 ? "Compute" : "Storage",
        ServiceCategory = "Compute",
        RegionId = $"region-{resource % 4}",
        ChargeCategory = "Usage",
        ConsumedUnit = "Hours",
        Currency = Currency.TryParse("USD", out var usd) ? usd : Currency.None,
    };
}
