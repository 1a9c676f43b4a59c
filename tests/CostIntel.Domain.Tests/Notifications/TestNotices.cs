using CostIntel.Domain.Incidents;
using CostIntel.Domain.Notifications;

namespace CostIntel.Domain.Tests.Notifications;

internal static class TestNotices
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly RetrySchedule Schedule = new(TimeSpan.FromSeconds(2), 10);

    public static Channel Webhook { get; } = new()
    {
        Id = "hook", Kind = ChannelKind.Webhook, Tenant = "default", Url = "https://hooks.example/in",
    };

    public static Notice Opened(string id, Severity severity = Severity.Warning) => new()
    {
        Id = id,
        Type = EventTypes.Of("anomaly", IncidentChange.Opened),
        AtUtc = Noon,
        About = "inc-1",
        Summary = "Compute costs <more> than \"expected\"",
        Data = """{"incident":{"incidentId":"inc-1"}}""",
        Severity = severity,
        Fields = new Dictionary<string, string> { ["text"] = "Opened & told", ["account"] = "1" },
    };

    public static Subscription All(int digestHours = 0, QuietHours? quiet = null) => new()
    {
        Id = "all", ChannelId = "hook", SinceUtc = Noon, DigestHours = digestHours, Quiet = quiet,
    };
}
