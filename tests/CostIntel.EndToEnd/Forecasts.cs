using System.Globalization;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>Forecasts of streamed usage, through a running engine.</summary>
public sealed class Forecasts : IClassFixture<EngineFixture>, IDisposable
{
    private const int HistoryDays = 70;
    private const int HoursPerDay = 24;

    private readonly EngineProcess _engine;
    private readonly GrpcChannel _channel;
    private readonly DateTime _today = TimeProvider.System.GetUtcNow().UtcDateTime.Date;

    public Forecasts(EngineFixture fixture)
    {
        _engine = fixture.Engine;
        _channel = GrpcChannel.ForAddress(_engine.Url);
    }

    private ForecastService.ForecastServiceClient Client => new(_channel);

    public void Dispose() => _channel.Dispose();

    [Fact]
    public async Task Days_follow_the_week_currencies_stay_apart_and_the_open_day_is_no_whole_one()
    {
        await StreamDaysAsync("week", "USD", HistoryDays, back => IsWeekend(_today.AddDays(-back)) ? 40 : 100);
        await StreamDaysAsync("week", "EUR", HistoryDays, _ => 7);

        var answer = await Client.ForecastCostsAsync(Request("week"));

        Assert.Equal(["EUR", "USD"], answer.Forecasts.Select(forecast => forecast.Currency));
        Assert.Equal((_today, 0.8, ""), (answer.CompleteUntil.ToDateTime(), answer.Interval, answer.Reason));
        var dollars = answer.Forecasts[1];
        Assert.Equal((HistoryDays, "", ""), (dollars.HistoryDays, dollars.Reason, dollars.Remark));
        Assert.Equal(Enumerable.Range(0, 30).Select(day => _today.AddDays(day)), dollars.Slots.Select(slot => slot.Start.ToDateTime()));
        Assert.All(dollars.Slots, slot =>
        {
            var usual = IsWeekend(slot.Start.ToDateTime()) ? 40m : 100m;
            Assert.InRange(Amount(slot.Expected), usual * 0.97m, usual * 1.03m);
            Assert.True(Amount(slot.Low) <= Amount(slot.Expected) && Amount(slot.Expected) <= Amount(slot.High));
        });
        Assert.All(answer.Forecasts[0].Slots, slot => Assert.InRange(Amount(slot.Expected), 6.8m, 7.2m));
    }

    [Fact]
    public async Task A_month_is_exact_to_date_and_its_rest_is_forecast()
    {
        await StreamDaysAsync("month", "USD", HistoryDays, _ => 10.000000000001m);
        var month = new DateTime(_today.Year, _today.Month, 1, 0, 0, 0, DateTimeKind.Utc);

        var outlook = Assert.Single((await Client.ProjectMonthAsync(new() { Filters = { Account("month") } })).Months);
        var before = Assert.Single((await Client.ProjectMonthAsync(new()
        {
            Filters = { Account("month") },
            Month = Timestamp.FromDateTime(month.AddMonths(-1)),
        })).Months);

        Assert.Equal(month, outlook.Month.ToDateTime());
        Assert.Equal(_today.Day - 1, outlook.CompleteDays);
        Assert.Equal(10.000000000001m * (_today.Day - 1), Amount(outlook.ToDate));
        Assert.InRange(Amount(outlook.Expected), 9.9m * outlook.Days, 10.1m * outlook.Days);
        Assert.True(Amount(outlook.Low) <= Amount(outlook.Expected) && Amount(outlook.Expected) <= Amount(outlook.High));
        Assert.Equal((before.Days, before.ToDate, before.ToDate), (before.CompleteDays, before.Low, before.High));
        Assert.Equal(10.000000000001m * before.Days, Amount(before.Expected));
    }

    [Fact]
    public async Task Hours_follow_the_time_of_day()
    {
        var charges = Enumerable.Range(1, 15 * HoursPerDay)
            .Select(back => _today.AddHours(-back))
            .Select(hour => (hour, hour.AddHours(1), hour.Hour is >= 8 and < 18 ? 8m : 1m));
        await StreamAsync("hours", "hours", "USD", [.. charges, (_today, _today.AddHours(1), 0.01m)]);
        var request = Request("hours");
        (request.Granularity, request.Horizon) = (ForecastGranularity.Hour, Duration.FromTimeSpan(TimeSpan.FromHours(48)));

        var forecast = Assert.Single((await Client.ForecastCostsAsync(request)).Forecasts);

        Assert.Equal((48, ""), (forecast.Slots.Count, forecast.Reason));
        Assert.All(forecast.Slots, slot => Assert.InRange(
            Amount(slot.Expected), slot.Start.ToDateTime().Hour is >= 8 and < 18 ? 7 : 0.8m, slot.Start.ToDateTime().Hour is >= 8 and < 18 ? 9 : 1.8m));
    }

    [Fact]
    public async Task Too_little_history_is_an_answer_with_its_reason()
    {
        await StreamAsync("young", "young", "USD", [(_today, _today.AddHours(1), 1m)]);
        await StreamDaysAsync("short", "USD", 3, _ => 5);

        var young = Assert.Single((await Client.ForecastCostsAsync(Request("young"))).Forecasts);
        var few = Assert.Single((await Client.ForecastCostsAsync(Request("short"))).Forecasts);
        var nothing = await Client.ForecastCostsAsync(Request("nobody"));
        var hourly = Request("short");
        hourly.Granularity = ForecastGranularity.Hour;
        var noHours = Assert.Single((await Client.ForecastCostsAsync(hourly)).Forecasts);

        Assert.Empty(young.Slots);
        Assert.Contains("No complete day", young.Reason, StringComparison.Ordinal);
        Assert.Equal((30, "", 3), (few.Slots.Count, few.Reason, few.HistoryDays));
        Assert.Contains("Only 3 days are known", few.Remark, StringComparison.Ordinal);
        Assert.Equal("Nothing has been charged yet.", nothing.Reason);
        Assert.Contains("No whole day of hourly charges", noHours.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_have_been_forecast_earlier_knows_nothing_of_later()
    {
        await StreamDaysAsync("shift", "USD", HistoryDays, back => back > 20 ? 10 : 50);
        var request = Request("shift");
        request.To = Timestamp.FromDateTime(_today.AddDays(-20));

        var then = Assert.Single((await Client.ForecastCostsAsync(request)).Forecasts);
        var now = Assert.Single((await Client.ForecastCostsAsync(Request("shift"))).Forecasts);

        Assert.Equal(_today.AddDays(-20), then.Slots[0].Start.ToDateTime());
        Assert.InRange(Amount(then.Slots[0].Expected), 9.5m, 10.5m);
        Assert.InRange(Amount(now.Slots[0].Expected), 47, 53);
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_told_with_the_name_of_its_field()
    {
        await StreamDaysAsync("asked", "USD", 5, _ => 5);
        var day = Duration.FromTimeSpan(TimeSpan.FromDays(1));

        await RefusedAsync("interval is 1.5", new() { Interval = 1.5 });
        await RefusedAsync("interval is NaN", new() { Interval = double.NaN });
        await RefusedAsync("horizon is 86401 s; it must be whole days", new() { Horizon = day + Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) });
        await RefusedAsync("at most 90 days", new() { Horizon = Duration.FromTimeSpan(TimeSpan.FromDays(91)) });
        await RefusedAsync("granularity 9 is unknown", new() { Granularity = (ForecastGranularity)9 });
        await RefusedAsync("cost 9 is unknown", new() { Cost = (CostColumn)9 });
        await RefusedAsync("'colour' is not a dimension", new() { GroupBy = { "colour" } });
        await RefusedAsync("to must be midnight", new() { To = new() { Seconds = 90_000 } });
        var month = await Assert.ThrowsAsync<RpcException>(async () => await Client.ProjectMonthAsync(
            new() { Month = Timestamp.FromDateTime(new DateTime(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc)) }));
        Assert.Equal(StatusCode.InvalidArgument, month.StatusCode);
        Assert.Contains("month ends more than 90 days", month.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_shows_the_month_and_the_days_and_refuses_what_makes_no_sense()
    {
        await StreamDaysAsync("shell", "USD", HistoryDays, _ => 20);

        var (exitCode, shown, error) = await RunAsync("--days", "3");
        Assert.Equal((0, ""), (exitCode, error));
        var lines = shown.Split('\n');
        Assert.StartsWith($"{_today:yyyy-MM} USD: {20 * (_today.Day - 1)}.00 on {_today.Day - 1} of ", lines[0], StringComparison.Ordinal);
        Assert.Equal(3, lines.Count(line => line.StartsWith("20", StringComparison.Ordinal) && line.Contains("  USD ", StringComparison.Ordinal)));

        var (_, csv, _) = await RunAsync("--days", "40", "--granularity", "month", "--output", "csv", "--interval", "0.95");
        Assert.StartsWith("start,end,currency,expected,low,high,actual\n", csv, StringComparison.Ordinal);
        var (_, json) = await Cli.JsonAsync(_engine.Url, "forecast", "--days", "2", "--filter", "account=shell");
        Assert.Equal(2, json.GetProperty("forecast").GetProperty("forecasts")[0].GetProperty("slots").GetArrayLength());
        Assert.Equal("USD", json.GetProperty("projection").GetProperty("months")[0].GetProperty("currency").GetString());
        Assert.Equal((2, true), Said(await RunAsync("--interval", "2"), "--interval must be 0.01 to 0.99"));
        Assert.Equal((2, true), Said(await RunAsync("--hours", "5", "--days", "2"), "--hours stands instead of --days"));
    }

    private static (int ExitCode, bool Says) Said((int ExitCode, string Output, string Error) run, string text) =>
        (run.ExitCode, run.Error.Contains(text, StringComparison.Ordinal));

    private static bool IsWeekend(DateTime day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static CostFilter Account(string account) => new() { Dimension = "account", Values = { account } };

    private static ForecastCostsRequest Request(string account) => new() { Filters = { Account(account) } };

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        Programs.RunCliAsync(_engine.Url, ["forecast", "--filter", "account=shell", .. arguments]);

    private async Task RefusedAsync(string reason, ForecastCostsRequest request)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Client.ForecastCostsAsync(request));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains(reason, refused.Status.Detail, StringComparison.Ordinal);
    }

    // Today has begun to be charged, so yesterday is complete at any time of day.
    private Task StreamDaysAsync(string account, string currency, int days, Func<int, decimal> cost) =>
        StreamAsync(
            $"{account}-{currency}",
            account,
            currency,
            [
                .. Enumerable.Range(1, days).Select(back => (_today.AddDays(-back), _today.AddDays(1 - back), cost(back))),
                (_today, _today.AddHours(1), 0.01m),
            ]);

    private async Task StreamAsync(
        string producer, string account, string currency, IReadOnlyList<(DateTime Start, DateTime End, decimal Cost)> charges)
    {
        var batch = new UsageBatch { Sequence = 1 };
        batch.Series.Add(new Series
        {
            Provider = "AWS",
            BillingAccountId = account,
            ResourceId = $"vm-{account}-{currency}",
            ServiceName = "Compute",
            RegionId = "eu-west-1",
            ChargeCategory = "Usage",
            BillingCurrency = currency,
            ConsumedUnit = "Hours",
        });
        foreach (var (start, end, cost) in charges)
        {
            var amount = cost.ToString(CultureInfo.InvariantCulture);
            batch.Records.Add(new UsageRecord
            {
                ChargePeriodStart = Timestamp.FromDateTime(start),
                ChargePeriodEnd = Timestamp.FromDateTime(end),
                BilledCost = amount,
                EffectiveCost = amount,
                ListCost = amount,
                ContractedCost = amount,
                ConsumedQuantity = "1",
            });
        }

        using var call = new IngestService.IngestServiceClient(_channel).Stream();
        await call.RequestStream.WriteAsync(new() { Open = new() { ProducerId = producer } });
        await call.RequestStream.WriteAsync(new() { Batch = batch });
        await call.RequestStream.CompleteAsync();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            Assert.Equal(0, call.ResponseStream.Current.Ack?.Rejections.Count ?? 0);
        }
    }
}
