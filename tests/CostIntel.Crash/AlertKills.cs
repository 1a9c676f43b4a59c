using System.Globalization;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Crash;

/// <summary>The engine is killed while it finds anomalies: each must be told, and told once.</summary>
public sealed class AlertKills : IAsyncLifetime, IDisposable
{
    private const int Rounds = 12;
    private const int HistoryHours = 14 * 24;
    private const int Seed = 20261121;

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(4));
    private readonly DateTime _hour = HourOf(TimeProvider.System.GetUtcNow().UtcDateTime);
    private readonly Random _random = new(Seed);
    private EngineProcess _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineProcess.StartAsync(
        _folder.FullName,
        "--CostIntel:Checkpoint:CheckpointInterval=00:00:00.3",
        "--CostIntel:Partitions=8",
        "--CostIntel:Detection:LateQuiet=00:00:00.500",
        "--CostIntel:Detection:ExplainAfter=00:00:00.100");

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_anomaly_is_told_once_to_a_subscriber_that_comes_back_however_often_the_engine_is_killed()
    {
        for (var round = 0; round < Rounds; round++)
        {
            await SendAsync(round, 1, History());
        }

        await LearntAsync();
        var told = new List<AnomalyEvent>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        var subscriber = Task.Run(() => SubscribeAsync(told, end));
        for (var round = 0; round < Rounds; round++)
        {
            var sending = SendAsync(round, 2, [(_hour, 80m)]);
            await Task.Delay(_random.Next(0, 250), _limit.Token);
            await _engine.KillAsync();
            await _engine.StartAgainAsync();
            await sending;
        }

        await subscriber;
        var opened = told.Where(happened => happened.Entry.Change == IncidentChange.Opened).ToList();
        Assert.Equal(
            Enumerable.Range(0, Rounds).Select(Account).Order(), opened.Select(happened => happened.Incident.BillingAccountId).Order());
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.First.Cursor < pair.Second.Cursor));
    }

    [Fact]
    public async Task Every_acknowledged_sample_is_taken_once_however_often_the_engine_is_killed()
    {
        var (sequence, samples) = (0UL, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var killing = KillLaterAsync();
            while (!killing.IsCompleted || samples % 500 != 0)
            {
                var batch = new TelemetryBatch { Sequence = ++sequence };
                batch.Series.Add(new MetricSeries { Provider = "aws", BillingAccountId = "1", ResourceId = "vm-1", Metric = "requests" });
                batch.Samples.AddRange(Enumerable.Range(0, 50).Select(number => new MetricSample
                {
                    Time = new Timestamp { Seconds = 1_767_225_600 + (10 * (samples + number)) },
                    Value = _random.NextDouble(),
                }));
                samples += batch.Samples.Count;
                await RetryAsync(() => SendAsync(batch));
            }

            await killing;
        }

        var metric = Assert.Single((await ClientAsync(channel => new TelemetryService.TelemetryServiceClient(channel)
            .GetMetricsAsync(new() { Provider = "aws", BillingAccountId = "1", ResourceId = "vm-1" }).ResponseAsync)).Metrics);
        Assert.Equal((samples, 0), (metric.Samples, metric.Ignored));
    }

    private static DateTime HourOf(DateTime time) => new(time.Year, time.Month, time.Day, time.Hour, 0, 0, DateTimeKind.Utc);

    private static string Account(int round) => $"account-{round}";

    private (DateTime Hour, decimal Cost)[] History() =>
    [
        .. Enumerable.Range(1, HistoryHours).Reverse().Select(back =>
            (_hour.AddHours(-back), 1m + (0.01m * ((back * 7919 % 11) - 5)))),
    ];

    private async Task KillLaterAsync()
    {
        await Task.Delay(_random.Next(50, 600), _limit.Token);
        await _engine.KillAsync();
        await _engine.StartAgainAsync();
    }

    private async Task LearntAsync()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var request = new GetResourceRequest { ResourceId = $"vm-{round}" };
            while ((await ClientAsync(channel => new CostService.CostServiceClient(channel).GetResourceAsync(request).ResponseAsync))
                .Outlooks.FirstOrDefault(outlook => outlook.Measure == "cost")?.Learnt is not >= HistoryHours - 1)
            {
                await Task.Delay(100, _limit.Token);
            }
        }
    }

    // Until all accounts have had theirs, and a while longer: what is told twice would come then.
    private async Task SubscribeAsync(List<AnomalyEvent> told, CancellationTokenSource end)
    {
        var accounts = new HashSet<string>();
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var channel = GrpcChannel.ForAddress(_engine.Url);
                var request = new WatchAnomaliesRequest { AfterCursor = told.Count > 0 ? told[^1].Cursor : 0, FromStart = told.Count == 0 };
                using var watch = new AnomalyService.AnomalyServiceClient(channel).Watch(request, cancellationToken: end.Token);
                while (await watch.ResponseStream.MoveNext(end.Token))
                {
                    told.Add(watch.ResponseStream.Current);
                    if (accounts.Add(told[^1].Incident.BillingAccountId) && accounts.Count == Rounds)
                    {
                        end.CancelAfter(TimeSpan.FromSeconds(5));
                    }
                }
            }
            catch (Exception gone) when (gone is RpcException or OperationCanceledException && !_limit.IsCancellationRequested)
            {
                await Task.Delay(50, _limit.Token);
            }
        }
    }

    private Task SendAsync(int round, ulong sequence, (DateTime Hour, decimal Cost)[] charges)
    {
        var batch = new UsageBatch { Sequence = sequence };
        batch.Series.Add(new Series
        {
            Provider = "aws",
            BillingAccountId = Account(round),
            ResourceId = $"vm-{round}",
            ServiceName = "Compute",
            RegionId = "eu-west-1",
            ChargeCategory = "Usage",
            BillingCurrency = "USD",
        });
        batch.Records.AddRange(charges.Select(charge => new UsageRecord
        {
            ChargePeriodStart = Timestamp.FromDateTime(charge.Hour),
            ChargePeriodEnd = Timestamp.FromDateTime(charge.Hour.AddHours(1)),
            BilledCost = charge.Cost.ToString(CultureInfo.InvariantCulture),
        }));
        return RetryAsync(() => SendAsync($"producer-{round}", batch));
    }

    private async Task RetryAsync(Func<Task<bool>> send)
    {
        while (true)
        {
            try
            {
                if (await send())
                {
                    return;
                }
            }
            catch (Exception broken) when (broken is RpcException or InvalidOperationException or IOException)
            {
                // Sent again, under the same number.
            }

            await Task.Delay(20, _limit.Token);
        }
    }

    private async Task<bool> SendAsync(string producer, UsageBatch batch)
    {
        using var channel = GrpcChannel.ForAddress(_engine.Url);
        using var call = new IngestService.IngestServiceClient(channel).Stream(cancellationToken: _limit.Token);
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = producer } });
        await call.RequestStream.WriteAsync(new() { Batch = batch });
        await call.RequestStream.CompleteAsync();
        return await IsAcknowledgedAsync(call.ResponseStream, batch.Sequence);
    }

    private async Task<bool> SendAsync(TelemetryBatch batch)
    {
        using var channel = GrpcChannel.ForAddress(_engine.Url);
        using var call = new TelemetryService.TelemetryServiceClient(channel).Stream(cancellationToken: _limit.Token);
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = "host" } });
        await call.RequestStream.WriteAsync(new() { Batch = batch });
        await call.RequestStream.CompleteAsync();
        return await IsAcknowledgedAsync(call.ResponseStream, batch.Sequence);
    }

    private async Task<bool> IsAcknowledgedAsync(IAsyncStreamReader<IngestStreamResponse> answers, ulong sequence)
    {
        var isAcknowledged = false;
        while (await answers.MoveNext(_limit.Token))
        {
            Assert.Empty(answers.Current.Ack?.Rejections ?? []);
            isAcknowledged |= answers.Current.Ack?.DurableSequence == sequence;
        }

        return isAcknowledged;
    }

    private async Task<T> ClientAsync<T>(Func<GrpcChannel, Task<T>> ask)
    {
        using var channel = GrpcChannel.ForAddress(_engine.Url);
        return await ask(channel);
    }
}
