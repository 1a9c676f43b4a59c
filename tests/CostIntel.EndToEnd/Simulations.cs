using System.Globalization;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>What-if simulations of streamed usage, through a running engine.</summary>
public sealed class Simulations : IAsyncLifetime, IDisposable
{
    private const int Days = 20;
    private const int HoursPerDay = 24;
    private const string Office = "mon-fri 08-18";

    private readonly TemporaryFolder _folder = new();
    private readonly DateTime _today = TimeProvider.System.GetUtcNow().UtcDateTime.Date;
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private SimulationService.SimulationServiceClient Client => new(_channel);

    public async Task InitializeAsync()
    {
        _engine = await EngineProcess.StartAsync(_folder.File("data"), "--CostIntel:Recommendations:LookAfter=00:00:00.500");
        _channel = GrpcChannel.ForAddress(_engine.Url);
        await StreamAsync("a", "USD", _ => 1);
        await StreamAsync("b", "USD", hour => IsOffice(hour) ? 1.000000000001m : 0.1m);
        await StreamAsync("c", "EUR", _ => 2);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _engine.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Alternatives_are_replayed_exactly_compared_and_kept()
    {
        var request = Request(("custom", "price=0.5"), ("schedule", $"runs={Office}"), ("stop", "keep=3650"));
        (request.RequestId, request.Draws, request.Seed) = ("first", 100, 7);

        var messages = await RunAsync(request);
        var simulation = messages[^1].Simulation;

        Assert.Contains(messages, message => message.Progress is { Done: 3, Total: 3 });
        Assert.Equal(("first", 3, 0), (simulation.SimulationId, simulation.Resources, simulation.WithoutDays));
        Assert.Equal(["EUR", "USD"], simulation.Results.Select(result => result.Currency));
        var dollars = simulation.Results[1];
        Assert.Equal((Days, 2 * Days * HoursPerDay), (dollars.Days.Count, dollars.ExactHours + dollars.ModelledHours));
        Assert.InRange(dollars.ExactHours, 2 * 14 * HoursPerDay, 2 * 15 * HoursPerDay);
        Assert.Equal(Enumerable.Range(1, Days).Reverse().Select(back => _today.AddDays(-back)), dollars.Days.Select(day => day.Day.ToDateTime()));
        Assert.Equal(CostOf("b") + (Days * HoursPerDay), Amount(dollars.CostBefore));
        Assert.Equal(Amount(dollars.CostBefore), dollars.Days.Sum(day => Amount(day.CostBefore)));
        for (var i = 0; i < dollars.Alternatives.Count; i++)
        {
            Assert.Equal(Amount(dollars.Alternatives[i].CostAfter), dollars.Days.Sum(day => Amount(day.CostAfter[i])));
        }

        Assert.Equal(Amount(dollars.CostBefore) / 2, Amount(dollars.Alternatives[0].CostAfter));
        Assert.Equal(1, dollars.Best);
        Assert.True(Amount(dollars.Alternatives[2].MonthlySaving.Expected) < 0);
        Assert.All(dollars.Alternatives, one => Assert.InRange(
            Amount(one.MonthlySaving.Expected), Amount(one.MonthlySaving.Low), Amount(one.MonthlySaving.High)));
        Assert.Equal(100, dollars.Alternatives[0].Drawn.Draws);
        Assert.Equal(2, dollars.Alternatives[0].Largest.Count);

        Assert.Equal(simulation, (await RunAsync(request))[^1].Simulation);
        await _engine.KillAsync();
        await _engine.StartAgainAsync();
        Assert.Equal(simulation, await Client.GetAsync(new() { SimulationId = "first" }));
    }

    [Fact]
    public async Task Hours_that_are_known_are_replayed_one_by_one()
    {
        var request = Request(("schedule", $"runs={Office}"));
        request.Days = 14;
        request.Filters.Add(Only("resource", "vm-b"));

        var result = Assert.Single((await RunAsync(request))[^1].Simulation.Results);

        Assert.Equal((1, 14 * HoursPerDay, 0), (result.Resources, result.ExactHours, result.ModelledHours));
        Assert.Equal(14 / 7 * 50 * 1.000000000001m, Amount(result.Alternatives[0].CostAfter));
    }

    [Fact]
    public async Task What_would_break_an_objective_is_not_the_best()
    {
        await SendAsync("a", "cpu.utilization", 45);
        await new SlaService.SlaServiceClient(_channel).PutSloAsync(new()
        {
            Slo = new Slo { SloId = "headroom", Metric = "cpu.utilization", Bound = SloBound.AtMost, Threshold = 70, Objective = 0.99 },
        });
        var request = Request(("custom", "price=0.5,cpu=0.5"), ("custom", "price=0.9"));
        request.Draws = 100;
        request.Filters.Add(Only("account", "a"));

        var result = Assert.Single((await RunAsync(request))[^1].Simulation.Results);

        Assert.Equal(1, result.Best);
        var breach = Assert.Single(result.Alternatives[0].Breaches);
        Assert.Equal(("headroom", "vm-a"), (breach.SloId, breach.WorstResourceId));
        Assert.Equal((Days * HoursPerDay, 0, Days * HoursPerDay), (breach.Hours, breach.HoursBefore, breach.HoursAfter));
        Assert.Equal((1.0, 0.0), (result.Alternatives[0].Drawn.BreachProbability, result.Alternatives[1].Drawn.BreachProbability));
        Assert.Equal(90, Assert.Single(result.Alternatives[0].Utilisations).MeanAfter, 0.1);
    }

    [Fact]
    public async Task A_recommendation_names_the_simulation_of_its_change()
    {
        var fleet = new FleetClient(_channel, "lost");
        var disk = fleet.Disk("vol-lost");
        await fleet.ChargeAsync(disk, 30, _ => 0.1m);
        await fleet.MeasureAsync(disk, "attachments", 30, _ => 0);
        var recommendations = new RecommendationService.RecommendationServiceClient(_channel);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var watch = recommendations.Watch(new() { AfterCursor = 0 }, cancellationToken: patience.Token);
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(patience.Token));
        }
        while (watch.ResponseStream.Current.Recommendation.ResourceId != "vol-lost");

        var proposed = await recommendations.GetAsync(
            new() { RecommendationId = watch.ResponseStream.Current.Recommendation.RecommendationId });
        var simulation = await Client.GetAsync(new() { SimulationId = proposed.SimulationId });

        var alternative = Assert.Single(Assert.Single(simulation.Results).Alternatives);
        Assert.Equal((proposed.Rule, 1, 1_000), (alternative.Name, simulation.Resources, alternative.Drawn.Draws));
        Assert.Equal(proposed.LookBackDays, simulation.Request.Days);
        Assert.Equal(proposed.EstimatedMonthlySavings, alternative.MonthlySaving);
        Assert.Contains((await Client.ListAsync(new())).Simulations, one => one.SimulationId == proposed.SimulationId);
        var unknown = await Assert.ThrowsAsync<RpcException>(async () => await Client.GetAsync(new() { SimulationId = "recommendation.none" }));
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_its_place_and_ids_are_not_used_twice()
    {
        await RefusedAsync(StatusCode.InvalidArgument, "There are 0 alternatives", Request());
        await RefusedAsync(StatusCode.InvalidArgument, "alternatives[1].share: is '7'", Request(("stop", ""), ("commit", "share=7")));
        await RefusedAsync(StatusCode.InvalidArgument, "alternatives[0].template: is 'magic'", Request(("magic", "")));
        var lengthy = Request(("stop", ""));
        lengthy.Days = 91;
        await RefusedAsync(StatusCode.InvalidArgument, "days is 91", lengthy);
        var named = Request(("stop", ""));
        named.RequestId = "taken";
        await RunAsync(named);
        named.Days = 3;
        await RefusedAsync(StatusCode.AlreadyExists, "belongs to another simulation", named);
        var missing = await Assert.ThrowsAsync<RpcException>(async () => await Client.GetAsync(new() { SimulationId = "nobody" }));
        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task The_last_two_hundred_are_kept()
    {
        const int Kept = 200;
        for (var number = 0; number < Kept + 2; number++)
        {
            var request = Request(("stop", ""));
            (request.RequestId, request.Days) = ($"run-{number}", 1);
            request.Filters.Add(Only("resource", "vm-a"));
            await RunAsync(request);
        }

        var first = await Client.ListAsync(new() { PageSize = 150 });
        var second = await Client.ListAsync(new() { PageSize = 150, PageToken = first.NextPageToken });

        Assert.Equal(
            Enumerable.Range(2, Kept).Reverse().Select(number => $"run-{number}"),
            first.Simulations.Concat(second.Simulations).Select(one => one.SimulationId));
        Assert.Equal((Kept, ""), (second.TotalCount, second.NextPageToken));
        Assert.All(first.Simulations, one => Assert.Empty(one.Results));
        Assert.Single((await Client.GetAsync(new() { SimulationId = "run-2" })).Results);
        var dropped = await Assert.ThrowsAsync<RpcException>(async () => await Client.GetAsync(new() { SimulationId = "run-1" }));
        Assert.Equal(StatusCode.NotFound, dropped.StatusCode);
    }

    [Fact]
    public async Task Who_goes_away_gets_no_result()
    {
        using var gone = new CancellationTokenSource();
        using var call = Client.Run(Request(("stop", "")), cancellationToken: gone.Token);
        // The first message comes before resources are asked.
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                Assert.Null(call.ResponseStream.Current.Simulation);
            }
        });
        var kept = (await RunAsync(Request(("stop", ""))))[^1].Simulation;

        Assert.InRange((await Client.ListAsync(new())).TotalCount, 1, 2);
        Assert.StartsWith("sim-", kept.SimulationId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_compares_lists_and_shows()
    {
        var (exitCode, shown, error) = await CliAsync(
            "simulate", "--filter", "account=a,b", "-a", "half=custom:price=0.5", "-a", $"schedule:runs={Office},zone=UTC", "--id", "shell", "--draws", "50");

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("Error", error, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("shell: 2 resources\nUSD: 2 resources, 20 days", shown, StringComparison.Ordinal);
        Assert.Contains("\n*  schedule runs=", shown, StringComparison.Ordinal);
        Assert.Contains("\n   half ", shown, StringComparison.Ordinal);
        Assert.Contains("half: of 50 drawn months", shown, StringComparison.Ordinal);
        Assert.Contains("shell", (await CliAsync("simulate", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("rightsize:to=m5.large", (await CliAsync("simulate", "templates")).Output, StringComparison.Ordinal);
        var (_, csv, _) = await CliAsync("simulate", "show", "shell", "--output", "csv");
        Assert.Equal(1 + (2 * Days), csv.TrimEnd().Split('\n').Length);
        Assert.Contains("expected TEMPLATE", (await CliAsync("simulate", "-a", "no!")).Error, StringComparison.Ordinal);
        Assert.Contains("--alternative is missing", (await CliAsync("simulate")).Error, StringComparison.Ordinal);
    }

    private static bool IsOffice(DateTime hour) =>
        hour.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && hour.Hour is >= 8 and < 18;

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static CostFilter Only(string dimension, string value) =>
        new() { Dimension = dimension, Values = { value } };

    private static RunSimulationRequest Request(params (string Template, string Parameters)[] alternatives)
    {
        var request = new RunSimulationRequest();
        foreach (var (template, parameters) in alternatives)
        {
            var alternative = new SimulationAlternative { Template = template };
            foreach (var pair in parameters.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')))
            {
                alternative.Parameters.Add(pair[0], pair[1]);
            }

            request.Alternatives.Add(alternative);
        }

        return request;
    }

    private decimal CostOf(string account) => Enumerable.Range(1, Days * HoursPerDay)
        .Sum(back => account == "b" && IsOffice(_today.AddHours(-back)) ? 1.000000000001m : 0.1m);

    private Task<(int ExitCode, string Output, string Error)> CliAsync(params string[] arguments) =>
        Programs.RunCliAsync(_engine.Url, arguments);

    private async Task<List<RunSimulationResponse>> RunAsync(RunSimulationRequest request)
    {
        using var call = Client.Run(request);
        var messages = new List<RunSimulationResponse>();
        await foreach (var message in call.ResponseStream.ReadAllAsync())
        {
            messages.Add(message);
        }

        return messages;
    }

    private async Task RefusedAsync(StatusCode code, string reason, RunSimulationRequest request)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => RunAsync(request));
        Assert.Equal(code, refused.StatusCode);
        Assert.Contains(reason, refused.Status.Detail, StringComparison.Ordinal);
    }

    private async Task SendAsync(string account, string metric, double value)
    {
        var batch = new TelemetryBatch { Sequence = 1 };
        batch.Series.Add(new MetricSeries { Provider = "aws", BillingAccountId = account, ResourceId = $"vm-{account}", Metric = metric });
        batch.Samples.AddRange(Enumerable.Range(0, 8 * 2 * HoursPerDay).Select(half => new MetricSample
        {
            Time = Timestamp.FromDateTime(_today.AddDays(-8).AddMinutes(30 * half)),
            Value = value,
        }));
        using var call = new TelemetryService.TelemetryServiceClient(_channel).Stream();
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = $"{account}-{metric}" } });
        await call.RequestStream.WriteAsync(new() { Batch = batch });
        await call.RequestStream.CompleteAsync();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            Assert.Empty(answer.Ack?.Rejections ?? []);
        }
    }

    private async Task StreamAsync(string account, string currency, Func<DateTime, decimal> cost)
    {
        var batch = new UsageBatch { Sequence = 1 };
        batch.Series.Add(new Series
        {
            Provider = "AWS",
            BillingAccountId = account,
            ResourceId = $"vm-{account}",
            ServiceName = "Compute",
            RegionId = "eu-west-1",
            ChargeCategory = "Usage",
            BillingCurrency = currency,
            ConsumedUnit = "Hours",
        });
        // Today has begun to be charged, so yesterday is complete.
        var hours = Enumerable.Range(-Days * HoursPerDay, (Days * HoursPerDay) + 1).Select(hour => _today.AddHours(hour));
        foreach (var hour in hours)
        {
            var amount = cost(hour).ToString(CultureInfo.InvariantCulture);
            batch.Records.Add(new UsageRecord
            {
                ChargePeriodStart = Timestamp.FromDateTime(hour),
                ChargePeriodEnd = Timestamp.FromDateTime(hour.AddHours(1)),
                BilledCost = amount,
                EffectiveCost = amount,
                ListCost = amount,
                ContractedCost = amount,
                ConsumedQuantity = "1",
            });
        }

        using var call = new IngestService.IngestServiceClient(_channel).Stream();
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = $"producer-{account}" } });
        await call.RequestStream.WriteAsync(new() { Batch = batch });
        await call.RequestStream.CompleteAsync();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            Assert.Equal(0, call.ResponseStream.Current.Ack?.Rejections.Count ?? 0);
        }
    }
}
