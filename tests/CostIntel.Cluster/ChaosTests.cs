using CostIntel.Contracts.V1;
using CostIntel.Crash;
using CostIntel.Domain.Money;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Cluster;

/// <summary>Silos and the database are taken away under load; what was acknowledged counts once, whatever happens.</summary>
public sealed class ChaosTests
{
    private const ulong BatchesThatShowProgress = 10;

    private static readonly TimeSpan ResumesWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DatabaseOutage = TimeSpan.FromSeconds(20);

    private static readonly string[] Settings =
        ["--CostIntel:Checkpoint:CheckpointInterval=00:00:01", "--CostIntel:Partitions=16"];

    [SkippableFact]
    public async Task Silos_are_killed_stopped_and_started_under_load_and_every_record_counts_once()
    {
        await using var cluster = await SiloCluster.StartAsync(3, Settings);
        await using var load = new Load(cluster.Balancer.Url);
        await load.ProgressAsync(TimeSpan.FromMinutes(1));

        await cluster.Silos[0].KillAsync();
        await load.ProgressAsync(ResumesWithin);

        Assert.Equal(0, await cluster.Silos[1].StopAsync());
        await load.ProgressAsync(ResumesWithin);

        await cluster.Silos[0].StartAgainAsync();
        await load.ProgressAsync(ResumesWithin);
        await cluster.Silos[1].StartAgainAsync();
        await load.ProgressAsync(ResumesWithin);

        await load.StopAsync();
        foreach (var silo in cluster.Silos)
        {
            await AssertCountedAsync(silo.Url, load.Producers);
        }
    }

    [SkippableFact]
    public async Task A_rolling_restart_under_load_is_clean_and_loses_nothing()
    {
        await using var cluster = await SiloCluster.StartAsync(3, Settings);
        await using var load = new Load(cluster.Balancer.Url);
        await load.ProgressAsync(TimeSpan.FromMinutes(1));
        foreach (var silo in cluster.Silos)
        {
            Assert.Equal(0, await silo.StopAsync());
            await silo.StartAgainAsync();
            await load.ProgressAsync(ResumesWithin);
        }

        Assert.All(
            load.Producers.SelectMany(producer => producer.Refusals),
            refusal => Assert.NotEqual(StatusCode.Internal, refusal.StatusCode));
        await load.StopAsync();
        foreach (var silo in cluster.Silos)
        {
            await AssertCountedAsync(silo.Url, load.Producers);
        }
    }

    [SkippableFact]
    public async Task The_database_is_away_under_load_and_the_cluster_recovers_by_itself()
    {
        await using var cluster = await SiloCluster.StartAsync(2, Settings);
        await using var load = new Load(cluster.Balancer.Url);
        await load.ProgressAsync(TimeSpan.FromMinutes(1));

        await cluster.Database.KillAsync();
        await Task.Delay(DatabaseOutage);
        await cluster.Database.StartAgainAsync();
        await load.ProgressAsync(TimeSpan.FromMinutes(1));

        var told = load.Producers.SelectMany(producer => producer.Refusals)
            .Where(refusal => refusal.Trailers.GetValue("grpc-retry-pushback-ms") is not null)
            .ToList();
        Assert.NotEmpty(told);
        Assert.All(told, refusal => Assert.Equal(StatusCode.Unavailable, refusal.StatusCode));
        await load.StopAsync();
        foreach (var silo in cluster.Silos)
        {
            await AssertCountedAsync(silo.Url, load.Producers);
        }
    }

    private static async Task AssertCountedAsync(string server, IReadOnlyList<CrashProducer> producers)
    {
        using var channel = GrpcChannel.ForAddress(server);
        foreach (var groupBy in (string[][])[["service", "region"], ["resource"]])
        {
            var request = new QueryCostsRequest { PageSize = 10_000 };
            request.GroupBy.AddRange(groupBy);
            var answer = await new CostService.CostServiceClient(channel).QueryCostsAsync(request);
            var total = Assert.Single(answer.Totals);
            Assert.Equal(ExactDecimal.Format(producers.Sum(producer => producer.BilledCost)), total.BilledCost);
            Assert.Equal(
                ExactDecimal.Format(producers.Sum(producer => producer.Quantity)), Assert.Single(total.Quantities).Amount);
        }
    }

    private sealed class Load : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(5));
        private readonly Task _running;

        public Load(string server)
        {
            Producers = [.. Enumerable.Range(1, 4).Select(number => new CrashProducer(server, number))];
            _running = Task.WhenAll(
                Producers.Select(producer => Task.Run(() => producer.RunAsync(_stop.Token, _limit.Token))));
        }

        public IReadOnlyList<CrashProducer> Producers { get; }

        /// <summary>Returns when every producer has had some more batches acknowledged.</summary>
        public async Task ProgressAsync(TimeSpan within)
        {
            var goals = Producers.Select(producer => producer.Acknowledged + BatchesThatShowProgress).ToList();
            using var limit = new CancellationTokenSource(within);
            while (Producers.Where((producer, i) => producer.Acknowledged < goals[i]).Any())
            {
                Assert.False(limit.IsCancellationRequested, $"Producers do not get on within {within}.");
                await Task.Delay(20);
            }
        }

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _running;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _limit.CancelAsync();
            await Task.WhenAny(_running);
            _stop.Dispose();
            _limit.Dispose();
        }
    }
}
