using CostIntel.Connectors.Generation;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Money;
using CostIntel.TestKit;
using Grpc.Net.Client;

namespace CostIntel.Crash;

/// <summary>The engine is killed without warning, again and again, and must neither lose nor double a record.</summary>
public sealed class Kills
{
    private const int KillCount = 20;
    private const int Seed = 20261120;
    private const string FastCheckpoints = "--CostIntel:Checkpoint:CheckpointInterval=00:00:00.3";

    [Fact]
    public async Task Every_acknowledged_record_is_counted_once_however_often_the_engine_is_killed()
    {
        using var folder = new TemporaryFolder();
        await using var engine = await EngineProcess.StartAsync(folder.FullName, FastCheckpoints, "--CostIntel:Partitions=8");
        var producers = Enumerable.Range(1, 3).Select(number => new CrashProducer(engine.Url, number)).ToList();
        using var stop = new CancellationTokenSource();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var running = Task.WhenAll(producers.Select(producer => Task.Run(() => producer.RunAsync(stop.Token, limit.Token))));
        var random = new Random(Seed);
        for (var kill = 0; kill < KillCount; kill++)
        {
            await Task.Delay(random.Next(100, 900), limit.Token);
            await engine.KillAsync();
            await engine.StartAgainAsync();
        }

        await stop.CancelAsync();
        await running;
        Assert.All(producers, producer => Assert.True(producer.Acknowledged > KillCount));
        await AssertCountedAsync(engine.Url, producers);
        await engine.KillAsync();
        await engine.StartAgainAsync();
        await AssertCountedAsync(engine.Url, producers);
    }

    [Fact]
    public async Task A_committed_import_that_is_killed_goes_on_and_is_exact()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("statement.csv");
        GeneratedStatement statement;
        await using (var stream = File.Create(file))
        {
            statement = await new FocusGenerator(Seed, new FocusGeneratorOptions { Resources = 400, Days = 20 }).WriteAsync(stream);
        }

        await using var engine = await EngineProcess.StartAsync(folder.File("data"), FastCheckpoints);
        var random = new Random(Seed);
        var import = Programs.RunCliAsync(engine.Url, "ingest", file, "--import-id", "killed", "--output", "json");
        while (!import.IsCompleted)
        {
            await Task.Delay(random.Next(300, 1_500));
            await engine.KillAsync();
            await engine.StartAgainAsync();
            if (await Task.WhenAny(import, Task.Delay(TimeSpan.FromSeconds(6))) == import)
            {
                break;
            }
        }

        // Whether or not the client gave up in between: opened again under its id, the import comes to its end.
        var (exitCode, output, error) = await Programs.RunCliAsync(
            engine.Url, "ingest", file, "--import-id", "killed", "--output", "json");
        Assert.True(exitCode == 0, error + output);
        var expected = Assert.Single(statement.Totals);
        var answer = await QueryAsync(engine.Url);
        Assert.Equal(ExactDecimal.Format(expected.Costs.Billed), Assert.Single(answer.Totals).BilledCost);
        Assert.Equal(ExactDecimal.Format(expected.Costs.Effective), answer.Totals[0].EffectiveCost);
    }

    private static async Task AssertCountedAsync(string server, List<CrashProducer> producers)
    {
        var answer = await QueryAsync(server, "service", "region");
        var total = Assert.Single(answer.Totals);
        Assert.Equal(ExactDecimal.Format(producers.Sum(producer => producer.BilledCost)), total.BilledCost);
        Assert.Equal(
            ExactDecimal.Format(producers.Sum(producer => producer.Quantity)), Assert.Single(total.Quantities).Amount);
        var byResource = await QueryAsync(server, "resource");
        Assert.Equal(total.BilledCost, Assert.Single(byResource.Totals).BilledCost);
    }

    private static async Task<QueryCostsResponse> QueryAsync(string server, params string[] groupBy)
    {
        using var channel = GrpcChannel.ForAddress(server);
        var request = new QueryCostsRequest { PageSize = 10_000 };
        request.GroupBy.AddRange(groupBy);
        return await new CostService.CostServiceClient(channel).QueryCostsAsync(request);
    }
}
