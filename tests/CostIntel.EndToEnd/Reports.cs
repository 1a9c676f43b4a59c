using System.Globalization;
using System.Text.Json;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;

namespace CostIntel.EndToEnd;

/// <summary>Reports of what was spent, what went wrong and what could be saved.</summary>
public sealed class Reports
{
    private const string Daily = "io.costintel.report.daily.v1";

    [Fact]
    public async Task A_preview_says_exactly_what_was_spent_and_what_could_be_saved_of_what_filters_keep()
    {
        await using var notified = await NotifiedEngine.StartAsync();
        await notified.PutHookAsync("io.costintel.recommendation.proposed.v1");
        await notified.ProposeAsync("one", 2);
        await notified.ProposeAsync("two", 1);
        await notified.TakeUntilAsync(came => came.Count == 3);

        var all = await notified.Client.PreviewReportAsync(new() { Every = ReportEvery.Daily });
        var one = await notified.Client.PreviewReportAsync(new()
        {
            Every = ReportEvery.Daily, Filters = { new CostFilter { Dimension = "account", Values = { "one" } } },
        });
        var text = await notified.CliAsync("notifications", "report", "--preview", "daily", "--filter", "account=two");
        var json = await notified.CliAsync("notifications", "report", "--preview", "monthly", "--output", "json");

        // Three disks at 0.2 an hour; the last whole day and the one before.
        var spend = Assert.Single(all.Report.Spend);
        Assert.Equal(("USD", 14.4m, 14.4m), (spend.CurrencyCode, Money(spend.Spent), Money(spend.Before)));
        Assert.Equal(14.4m, Money(Assert.Single(spend.Services).Spent));
        var (stage, part) = (Assert.Single(Assert.Single(all.Report.Savings).Stages), Assert.Single(Assert.Single(one.Report.Savings).Stages));
        Assert.Equal(("proposed", 3), (stage.Name, stage.Count));
        Assert.Equal(9.6m, Money(Assert.Single(one.Report.Spend).Spent));
        Assert.Equal(2, part.Count);
        Assert.Contains("4.80 USD (0%), 4.80 before", text, StringComparison.Ordinal);
        Assert.Contains("1 proposed:", text, StringComparison.Ordinal);
        Assert.Contains("REPORT_EVERY_MONTHLY", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_whose_time_came_while_the_engine_was_down_arrives_late_and_once()
    {
        await using var notified = await NotifiedEngine.StartAsync();
        await notified.PutHookAsync("io.costintel.recommendation.proposed.v1");
        await notified.ProposeAsync("before", 1);
        await notified.TakeUntilAsync(came => came.Count == 1);
        var (due, at) = NextMinute();
        await notified.CliAsync(
            "notifications", "subscriptions", "put", "morning", "--channel", NotifiedEngine.Hook, "--report", "daily", "--at", at);
        await notified.Engine.KillAsync();
        await Task.Delay(due - TimeProvider.System.GetUtcNow(), notified.End);
        await notified.Engine.StartAgainAsync();

        var report = (await notified.TakeUntilAsync(came => came.Any(one => TypeOf(one) == Daily))).Single(one => TypeOf(one) == Daily);
        Assert.True(report.IsSignedWith(notified.Secret));
        using (var json = JsonDocument.Parse(report.Body))
        {
            var yesterday = due.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            Assert.Equal($"report-morning-{yesterday}", json.RootElement.GetProperty("id").GetString());
            Assert.Equal(yesterday, json.RootElement.GetProperty("data").GetProperty("period").GetString());
        }

        await notified.UntilAsync(async () => (await notified.ListAsync(DeliveryState.Delivered)).Count == 2);
        await notified.Engine.KillAsync();
        await notified.Engine.StartAgainAsync();
        await notified.ProposeAsync("behind", 1);
        var behind = await notified.TakeUntilAsync(came => came.Any(one => one.Text.Contains("\"behind\"", StringComparison.Ordinal)));
        Assert.DoesNotContain(behind, one => TypeOf(one) == Daily);
    }

    [Fact]
    public async Task What_reports_have_no_use_for_is_refused_and_what_is_put_is_shown()
    {
        await using var notified = await NotifiedEngine.StartAsync();
        await notified.PutHookAsync();
        string[] put = ["notifications", "subscriptions", "put", "r", "--channel", NotifiedEngine.Hook];

        var types = await Programs.RunCliAsync(notified.Engine.Url, [.. put, "--report", "weekly", "--type", "io.costintel.anomaly.*"]);
        var alone = await Programs.RunCliAsync(notified.Engine.Url, [.. put, "--at", "08:00"]);
        var time = await Programs.RunCliAsync(notified.Engine.Url, [.. put, "--report", "weekly", "--at", "25:00"]);
        await notified.CliAsync([.. put, "--report", "monthly", "--at", "07:30", "--time-zone", "Europe/Berlin"]);
        var table = await notified.CliAsync("notifications", "subscriptions", "list");

        Assert.Contains("report is set; event_types", types.Error, StringComparison.Ordinal);
        Assert.Contains("--at is for reports", alone.Error, StringComparison.Ordinal);
        Assert.Contains("report.at is '25:00'", time.Error, StringComparison.Ordinal);
        Assert.Contains("monthly 07:30 Europe/Berlin", table, StringComparison.Ordinal);
    }

    private static string TypeOf(Received received)
    {
        using var json = JsonDocument.Parse(received.Body);
        return json.RootElement.GetProperty("type").GetString()!;
    }

    private static decimal Money(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A minute that is near and leaves time to be put; not the one in which the day changes.</summary>
    private static (DateTimeOffset Due, string At) NextMinute()
    {
        var soon = TimeProvider.System.GetUtcNow().AddSeconds(75);
        var due = soon.AddTicks(-(soon.Ticks % TimeSpan.TicksPerMinute));
        return (due, due.ToString("HH:mm", CultureInfo.InvariantCulture));
    }
}
