using System.Globalization;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>Anomalies, from the record that shows them to the subscriber, through a running engine.</summary>
public sealed class Anomalies : IAsyncLifetime, IDisposable
{
    private const int HistoryHours = 14 * 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new(Patience);
    private readonly DateTime _hour = HourOf(TimeProvider.System.GetUtcNow().UtcDateTime);
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private AnomalyService.AnomalyServiceClient Client => new(_channel);

    public async Task InitializeAsync()
    {
        _engine = await EngineProcess.StartAsync(
            _folder.File("data"), "--CostIntel:Detection:LateQuiet=00:00:00.500", "--CostIntel:Detection:LateWaitMax=00:00:05",
            "--CostIntel:Detection:ExplainAfter=00:00:00.200");
        _channel = GrpcChannel.ForAddress(_engine.Url);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _engine.DisposeAsync();
    }

    public void Dispose()
    {
        _end.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_runaway_hour_reaches_a_subscriber_while_it_is_open_and_tells_what_it_costs()
    {
        await StreamHistoryAsync("steady", "vm-1");
        using var watch = Client.Watch(new WatchAnomaliesRequest { FromStart = true }, cancellationToken: _end.Token);

        await StreamAsync("runaway", ("vm-1", _hour, 80m));
        var opened = await NextAsync(watch);

        Assert.Equal(IncidentChange.Opened, opened.Entry.Change);
        Assert.True(decimal.Parse(opened.Incident.BurnPerHour, CultureInfo.InvariantCulture) > 70);
        var shown = await GetExplainedAsync(opened.Incident.IncidentId);
        var member = Assert.Single(shown.Members, member => member is { Measure: Measure.Cost, ResourceId: "vm-1" });
        Assert.Equal((Signal.Pace, "USD"), (member.Signal, member.Unit));
        Assert.InRange(member.LastExpected, 0.5, 2);
        Assert.Equal(80, member.LastActual);
        Assert.Equal(("resource", "vm-1"), (shown.Causes[0].Where[0].Dimension, shown.Causes[0].Where[0].Value));
        var evidence = shown.Members[0].Evidence;
        Assert.Equal((49, 80), (evidence.Count, evidence[^1].Actual));
        Assert.InRange(evidence[^1].Expected, 0.5, 2);
        Assert.Equal(opened.Incident.IncidentId, Assert.Single((await Client.ListAsync(new())).Incidents).IncidentId);
    }

    [Fact]
    public async Task A_subscriber_that_comes_back_is_told_what_it_missed_once_also_after_the_engine_was_killed()
    {
        await StreamHistoryAsync("steady", "vm-1", "vm-2");
        await StreamAsync("runaway", ("vm-1", _hour, 80m));
        ulong cursor;
        string incident;
        using (var watch = Client.Watch(new WatchAnomaliesRequest { FromStart = true }, cancellationToken: _end.Token))
        {
            var opened = await NextAsync(watch);
            (cursor, incident) = (opened.Cursor, opened.Incident.IncidentId);
        }

        await Client.AcknowledgeAsync(new() { IncidentId = incident, Comment = "looking" });
        await _engine.KillAsync();
        await _engine.StartAgainAsync();
        using var again = Client.Watch(new WatchAnomaliesRequest { AfterCursor = cursor }, cancellationToken: _end.Token);
        var missed = await NextAsync(again);
        await Client.ResolveAsync(new() { IncidentId = incident, Comment = "done" });
        var live = await NextAsync(again);

        Assert.Equal((IncidentChange.Acknowledged, "looking"), (missed.Entry.Change, missed.Entry.Text));
        Assert.Equal((IncidentChange.Resolved, "done"), (live.Entry.Change, live.Entry.Text));
        Assert.Equal(IncidentState.Resolved, live.Incident.State);
        Assert.True(live.Cursor > missed.Cursor && missed.Cursor > cursor);
    }

    [Fact]
    public async Task Sprawl_that_no_single_resource_shows_is_raised_for_the_service_in_its_region()
    {
        await StreamHistoryAsync("steady", "vm-1");
        using var watch = Client.Watch(new WatchAnomaliesRequest { FromStart = true }, cancellationToken: _end.Token);

        await StreamAsync("sprawl", [.. Enumerable.Range(0, 40).Select(number => ($"new-{number}", _hour, 1m))]);
        var opened = await NextAsync(watch);

        var member = opened.Incident.Members[0];
        Assert.Equal(("", "Compute", "eu-west-1"), (member.ResourceKey, member.ServiceName, member.RegionId));
        Assert.InRange(member.LastActual, 2, 40);
        AnomalyEvent explained;
        do
        {
            explained = await NextAsync(watch);
        }
        while (explained.Entry.Change != IncidentChange.Explained);
        var cause = explained.Incident.Causes[0];
        Assert.InRange(cause.ResourceCount, 2, 40);
        Assert.Equal(cause.ResourceCount, cause.DueToNewResources, 6);
        Assert.Contains("mostly new resources", explained.Entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_was_never_used_is_raised_in_its_first_hour_against_what_the_account_spends()
    {
        await StreamHistoryAsync("steady", "vm-1", "vm-2");
        using var watch = Client.Watch(new WatchAnomaliesRequest { FromStart = true }, cancellationToken: _end.Token);

        await StreamAsync("miner", "Batch", "us-east-1", ("gpu-1", _hour, 6m));
        var opened = await NextAsync(watch);

        var member = opened.Incident.Members[0];
        Assert.Equal((Signal.FirstSeen, "Batch", "us-east-1"), (member.Signal, member.ServiceName, member.RegionId));
        Assert.Equal((6, 0), (member.LastActual, member.LastExpected));
    }

    [Fact]
    public async Task A_false_alert_is_not_raised_again_and_the_command_line_shows_and_says_all_of_it()
    {
        await StreamHistoryAsync("steady", "vm-1");
        await StreamAsync("runaway", ("vm-1", _hour, 80m));
        using (var watch = Client.Watch(new WatchAnomaliesRequest { FromStart = true }, cancellationToken: _end.Token))
        {
            await GetExplainedAsync((await NextAsync(watch)).Incident.IncidentId);
        }

        var (_, listed) = await Cli.JsonAsync(_engine.Url, "anomalies", "list");
        var id = listed.GetProperty("incidents")[0].GetProperty("incident_id").GetString()!;
        var (_, shown, _) = await Programs.RunCliAsync(_engine.Url, "anomalies", "show", id);
        Assert.Contains("vm-1: 80.00 USD an hour instead of", shown, StringComparison.Ordinal);
        var (exitCode, said, _) = await Programs.RunCliAsync(_engine.Url, "anomalies", "feedback", id, "--verdict", "no", "--comment", "a test");
        Assert.Equal((0, $"{id} is false_positive: NO: a test\n"), (exitCode, said));

        var (_, rules) = await Cli.JsonAsync(_engine.Url, "anomalies", "rules", "list");
        Assert.Equal($"{id}-expected", rules.GetProperty("rules")[0].GetProperty("rule_id").GetString());
        var (_, replayed) = await Cli.JsonAsync(_engine.Url, "anomalies", "replay", "--without", $"{id}-expected");
        Assert.Equal(1, replayed.GetProperty("appearing").GetArrayLength());
        var (refused, _, error) = await Programs.RunCliAsync(_engine.Url, "anomalies", "ack", id);
        Assert.Equal(2, refused);
        Assert.Contains("is FalsePositive and cannot be acknowledged", error, StringComparison.Ordinal);
    }

    private static DateTime HourOf(DateTime time) => new(time.Year, time.Month, time.Day, time.Hour, 0, 0, DateTimeKind.Utc);

    private async Task<AnomalyEvent> NextAsync(AsyncServerStreamingCall<AnomalyEvent> watch) =>
        await watch.ResponseStream.MoveNext(_end.Token) ? watch.ResponseStream.Current : throw new EndOfStreamException();

    // A resource and the total that it is part of report on ways of their own: either may be the first.
    private async Task<Incident> GetExplainedAsync(string incidentId)
    {
        while (true)
        {
            var incident = await Client.GetAsync(new() { IncidentId = incidentId }, cancellationToken: _end.Token);
            if (incident.Causes.Count > 0 && incident.Members.Any(member => member is { Measure: Measure.Cost, ResourceId.Length: > 0 }))
            {
                return incident;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, _end.Token);
        }
    }

    // Around one unit of money an hour, with the small noise of a real meter; the current hour stays empty.
    private async Task StreamHistoryAsync(string producer, params string[] resources)
    {
        var charges = new List<(string, DateTime, decimal)>();
        for (var back = HistoryHours; back > 0; back--)
        {
            charges.AddRange(resources.Select(resource =>
                (resource, _hour.AddHours(-back), 1m + (0.01m * ((back * 7919 % 11) - 5)))));
        }

        await StreamAsync(producer, [.. charges]);
        foreach (var resource in resources)
        {
            await WaitUntilLearntAsync(resource);
        }
    }

    // Late charges are judged together when no more have come for a while.
    private async Task WaitUntilLearntAsync(string resource)
    {
        while ((await new CostService.CostServiceClient(_channel).GetResourceAsync(new() { ResourceId = resource }))
            .Outlooks.FirstOrDefault(outlook => outlook.Measure == "cost")?.Learnt is not >= HistoryHours - 1)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, _end.Token);
        }
    }

    private Task StreamAsync(string producer, params (string Resource, DateTime Hour, decimal Cost)[] charges) =>
        StreamAsync(producer, "Compute", "eu-west-1", charges);

    private async Task StreamAsync(
        string producer, string service, string region, params (string Resource, DateTime Hour, decimal Cost)[] charges)
    {
        var batch = new UsageBatch { Sequence = 1 };
        foreach (var (resource, hour, cost) in charges)
        {
            var index = batch.Series.ToList().FindIndex(series => series.ResourceId == resource);
            if (index < 0)
            {
                index = batch.Series.Count;
                batch.Series.Add(new Series
                {
                    Provider = "AWS",
                    BillingAccountId = "1",
                    ResourceId = resource,
                    ServiceName = service,
                    RegionId = region,
                    ChargeCategory = "Usage",
                    BillingCurrency = "USD",
                    ConsumedUnit = "Hours",
                });
            }

            var amount = cost.ToString(CultureInfo.InvariantCulture);
            batch.Records.Add(new UsageRecord
            {
                SeriesIndex = (uint)index,
                ChargePeriodStart = Timestamp.FromDateTime(hour),
                ChargePeriodEnd = Timestamp.FromDateTime(hour.AddHours(1)),
                BilledCost = amount,
                EffectiveCost = amount,
                ListCost = amount,
                ContractedCost = amount,
                ConsumedQuantity = amount,
            });
        }

        using var call = new IngestService.IngestServiceClient(_channel).Stream(cancellationToken: _end.Token);
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = producer } });
        await call.RequestStream.WriteAsync(new() { Batch = batch });
        await call.RequestStream.CompleteAsync();
        await foreach (var answer in call.ResponseStream.ReadAllAsync(_end.Token))
        {
            Assert.Empty(answer.Ack?.Rejections ?? []);
        }
    }
}
