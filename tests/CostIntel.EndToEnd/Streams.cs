using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>Usage streams into a running engine.</summary>
public sealed class Streams(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private static readonly DateTime Start = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Bad_records_are_refused_one_by_one_and_the_rest_counts()
    {
        var batch = new UsageBatch { Sequence = 1 };
        Add(batch, series => { }, record => { });
        Add(batch, series => series.BillingCurrency = "XQX", record => { });
        Add(batch, series => { }, record => record.ConsumedQuantity = "-1");
        Add(batch, series => { }, record => record.ChargePeriodEnd = record.ChargePeriodStart);
        Add(batch, series => { }, record => record.ChargePeriodStart = Timestamp.FromDateTime(Start.AddYears(-60)));
        Add(batch, series => { }, record => record.BilledCost = "NaN");
        Add(batch, series => series.Tags.Add(new KeyValue { Key = "big", Value = new string('x', 1 << 20) }), record => { });
        Add(batch, series => series.Tags.Add([new KeyValue { Key = "a" }, new KeyValue { Key = "a" }]), record => { });
        Add(batch, series => { }, record => record.BilledCost = "1.50");

        var ack = Assert.Single(await SendAsync("bad-records", batch));

        Assert.Equal(2u, ack.Accepted);
        Assert.Equal([1u, 2, 3, 4, 5, 6, 7], ack.Rejections.Select(rejection => rejection.RecordIndex));
        Assert.Equal(
            ["BillingCurrency", "ConsumedQuantity", "ChargePeriodEnd", "ChargePeriodStart", "BilledCost", "Tags", "Tags"],
            ack.Rejections.Select(rejection => rejection.Field));
        Assert.All(ack.Rejections, rejection => Assert.True(rejection.Reason.Length > 20));
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_is_acknowledged_and_not_counted_again()
    {
        var batch = new UsageBatch { Sequence = 1 };
        Add(batch, series => series.BillingAccountId = "again", record => { });

        var first = Assert.Single(await SendAsync("again", batch));
        var second = Assert.Single(await SendAsync("again", batch));

        Assert.Equal((1u, 0u), (first.Accepted, first.Duplicates));
        Assert.Equal((0u, 1u), (second.Accepted, second.Duplicates));
        Assert.Equal("1.25", await BilledAsync("again"));
    }

    [Fact]
    public async Task An_event_id_counts_once_also_from_another_producer()
    {
        var batch = new UsageBatch { Sequence = 1 };
        Add(batch, series => series.BillingAccountId = "events", record => record.EventId = "e-1");

        await SendAsync("events-a", batch);
        var ack = Assert.Single(await SendAsync("events-b", batch));

        Assert.Equal(1u, ack.Duplicates);
        Assert.Equal("1.25", await BilledAsync("events"));
    }

    [Fact]
    public async Task Amounts_of_absurd_size_or_precision_neither_stop_nor_lose_the_others()
    {
        var batch = new UsageBatch { Sequence = 1 };
        Add(batch, series => series.BillingAccountId = "absurd", record => record.BilledCost = "1e28");
        Add(batch, series => series.BillingAccountId = "absurd", record => record.BilledCost = "1e15");
        Add(batch, series => series.BillingAccountId = "absurd", record => record.BilledCost = "1e-28");
        Add(batch, series => series.BillingAccountId = "absurd", record => { });

        var ack = Assert.Single(await SendAsync("absurd", batch));

        Assert.Equal("BilledCost", Assert.Single(ack.Rejections).Field);
        Assert.Equal(3u, ack.Accepted);
        Assert.Equal("1000000000000001.25", await BilledAsync("absurd"));
    }

    [Fact]
    public async Task Who_watches_costs_is_told_when_usage_changes_them()
    {
        using var channel = GrpcChannel.ForAddress(fixture.Engine.Url);
        var request = new QueryCostsRequest();
        request.Filters.Add(new CostFilter { Dimension = "account", Values = { "watched" } });
        using var watch = new CostService.CostServiceClient(channel).WatchCosts(request);
        Assert.True(await watch.ResponseStream.MoveNext(default));
        Assert.Empty(watch.ResponseStream.Current.Totals);

        for (var sequence = 1; sequence <= 3; sequence++)
        {
            var batch = new UsageBatch { Sequence = (ulong)sequence };
            Add(batch, series => series.BillingAccountId = "watched", record => { });
            await SendAsync("watched", batch);
            Assert.True(await watch.ResponseStream.MoveNext(default));
            var total = Assert.Single(watch.ResponseStream.Current.Totals);
            Assert.Equal(1.25m * sequence, decimal.Parse(total.BilledCost, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_gap_in_the_numbers_ends_the_stream_with_a_reason()
    {
        var first = new UsageBatch { Sequence = 1 };
        var third = new UsageBatch { Sequence = 3 };
        Add(first, series => series.BillingAccountId = "gap", record => { });
        Add(third, series => series.BillingAccountId = "gap", record => { });

        var fault = await Assert.ThrowsAsync<RpcException>(() => SendAsync("gap", first, third));

        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        Assert.Contains("without a gap", fault.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clean_stop_loses_nothing_and_costs_are_the_same_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using var engine = await EngineProcess.StartAsync(folder.FullName);
        var batch = new UsageBatch { Sequence = 1 };
        Add(batch, series => { }, record => { });
        await SendToAsync(engine.Url, "stop", batch);

        Assert.Equal(0, await engine.StopAsync());
        await engine.StartAgainAsync();

        var (_, costs) = await Cli.JsonAsync(engine.Url, "costs");
        Assert.Equal(1.25m, Cli.Total(costs, "billed_cost"));
    }

    [Fact]
    public async Task Without_keys_the_engine_refuses_addresses_that_others_can_reach()
    {
        using var folder = new TemporaryFolder();
        using var process = Programs.Start(
            Programs.Path("CostIntel.Server", "CostIntel.Server.dll"),
            $"--CostIntel:DataDirectory={folder.FullName}",
            "--insecure-dev",
            "--CostIntel:Grpc:Url=http://0.0.0.0:5999");
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("CostIntel:Grpc:Url", error, StringComparison.Ordinal);
    }

    private static void Add(UsageBatch batch, Action<Series> changeSeries, Action<UsageRecord> changeRecord)
    {
        var series = new Series
        {
            Provider = "AWS",
            BillingAccountId = "1",
            ResourceId = "i-1",
            ServiceName = "Compute",
            ServiceCategory = "Compute",
            ChargeCategory = "Usage",
            ConsumedUnit = "Hours",
            BillingCurrency = "USD",
        };
        var record = new UsageRecord
        {
            SeriesIndex = (uint)batch.Series.Count,
            ChargePeriodStart = Timestamp.FromDateTime(Start),
            ChargePeriodEnd = Timestamp.FromDateTime(Start.AddHours(1)),
            BilledCost = "1.25",
            ConsumedQuantity = "1",
        };
        changeSeries(series);
        changeRecord(record);
        batch.Series.Add(series);
        batch.Records.Add(record);
    }

    private static async Task<List<IngestAck>> SendToAsync(string server, string producer, params UsageBatch[] batches)
    {
        using var channel = GrpcChannel.ForAddress(server);
        using var call = new IngestService.IngestServiceClient(channel).Stream();
        await call.RequestStream.WriteAsync(new IngestStreamRequest { Open = new IngestOpen { ProducerId = producer } });
        foreach (var batch in batches)
        {
            await call.RequestStream.WriteAsync(new IngestStreamRequest { Batch = batch });
        }

        await call.RequestStream.CompleteAsync();
        var acks = new List<IngestAck>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (call.ResponseStream.Current.Ack is { } ack)
            {
                acks.Add(ack);
            }
        }

        return acks;
    }

    private Task<List<IngestAck>> SendAsync(string producer, params UsageBatch[] batches) =>
        SendToAsync(fixture.Engine.Url, producer, batches);

    private async Task<string> BilledAsync(string account)
    {
        using var channel = GrpcChannel.ForAddress(fixture.Engine.Url);
        var request = new QueryCostsRequest();
        request.Filters.Add(new CostFilter { Dimension = "account", Values = { account } });
        var answer = await new CostService.CostServiceClient(channel).QueryCostsAsync(request);
        return Assert.Single(answer.Totals).BilledCost;
    }
}
