using CostIntel.TestKit;

namespace CostIntel.EndToEnd;

/// <summary>Channels and subscriptions by the command line.</summary>
public sealed class NotificationCommands
{
    [Fact]
    public async Task A_subscription_is_put_shown_replaced_and_taken_away()
    {
        await using var notified = await NotifiedEngine.StartAsync();
        await notified.CliAsync("notifications", "channels", "put", "ops", "--url", notified.Receiver.Url);

        var put = await notified.CliAsync(
            "notifications", "subscriptions", "put", "oncall", "--channel", "ops", "--type", "io.costintel.anomaly.*",
            "--type", "io.costintel.recommendation.person_called.v1", "--filter", "service=EC2", "--min-severity", "warning",
            "--min-saving", "12.50", "--quiet", "22:00-07:00", "--time-zone", "Europe/Berlin", "--digest-hours", "24");
        var table = await notified.CliAsync("notifications", "subscriptions", "list");
        var json = await notified.CliAsync("notifications", "subscriptions", "list", "--output", "json");
        await notified.CliAsync("notifications", "subscriptions", "put", "oncall", "--channel", "ops");
        var replaced = await notified.CliAsync("notifications", "subscriptions", "list", "--output", "json");
        var gone = await notified.CliAsync("notifications", "subscriptions", "delete", "oncall");
        var nothing = await notified.CliAsync("notifications", "subscriptions", "list", "--output", "json");

        Assert.Equal("oncall is told to ops.", put.Trim());
        foreach (var shown in (string[])["oncall", "io.costintel.anomaly.*", "warning", "12.50", "22:00-07:00 Europe/Berlin", "24 h"])
        {
            Assert.Contains(shown, table, StringComparison.Ordinal);
        }

        Assert.Contains("\"io.costintel.recommendation.person_called.v1\"", json, StringComparison.Ordinal);
        Assert.Contains("\"EC2\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("EC2", replaced, StringComparison.Ordinal);
        Assert.Contains("oncall", replaced, StringComparison.Ordinal);
        Assert.Equal("oncall is gone.", gone.Trim());
        Assert.DoesNotContain("oncall", nothing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_says_whether_it_arrived_and_why_not()
    {
        await using var notified = await NotifiedEngine.StartAsync();
        await notified.CliAsync("notifications", "channels", "put", "ops", "--url", notified.Receiver.Url);

        var well = await Programs.RunCliAsync(notified.Engine.Url, "notifications", "test", "ops");
        notified.Receiver.Answer = (_, _) => Task.FromResult(503);
        var ill = await Programs.RunCliAsync(notified.Engine.Url, "notifications", "test", "ops");
        var none = await Programs.RunCliAsync(notified.Engine.Url, "notifications", "test", "nobody");

        Assert.True(well.ExitCode == 0, well.Error);
        Assert.Contains("io.costintel.test.v1", Assert.Single(await notified.TakeUntilAsync(came => came.Count == 1)).Text, StringComparison.Ordinal);
        Assert.NotEqual(0, ill.ExitCode);
        Assert.Contains("HTTP 503", ill.Output + ill.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, none.ExitCode);
        Assert.Contains("There is no channel 'nobody'", none.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--quiet", "22:00", "--quiet is '22:00'")]
    [InlineData("--type", "opened", "event_types has 'opened'")]
    [InlineData("--digest-hours", "200", "digest_hours is 200")]
    public async Task What_is_wrong_is_refused_with_the_option_or_the_field(string option, string value, string fault)
    {
        await using var notified = await NotifiedEngine.StartAsync();
        await notified.CliAsync("notifications", "channels", "put", "ops", "--url", notified.Receiver.Url);

        var (exitCode, _, error) = await Programs.RunCliAsync(
            notified.Engine.Url, "notifications", "subscriptions", "put", "s", "--channel", "ops", option, value);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(fault, error, StringComparison.Ordinal);
    }
}
