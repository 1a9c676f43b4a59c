namespace CostIntel.Server.Demo;

/// <summary>The demo's resources that could cost less, and one that looks like them and is used.</summary>
internal static class DemoResources
{
    /// <summary>FOCUS BillingAccountId of all of them.</summary>
    public const string Account = "demo-waste";

    /// <summary>A machine far too large.</summary>
    public const string TooLarge = "vm-reports";

    /// <summary>A disk that no machine uses.</summary>
    public const string Lost = "vol-lost";

    private const int HoursPerDay = 24;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DemoResource> All { get; } =
    [
        new(TooLarge, "Instance", "BoxUsage:m5.4xlarge", "production", 0.768m,
            ("cpu.utilization", hour => 6 + (hour % 5)), ("memory.utilization", hour => 17 + (hour % 2)),
            ("network.receive", _ => 4e6), ("requests", hour => 40 + (hour % HoursPerDay))),
        new("vm-shop", "Instance", "BoxUsage:m5.4xlarge", "production", 0.768m,
            ("cpu.utilization", hour => 48 + (hour % 11)), ("memory.utilization", hour => 66 + (hour % 4)),
            ("network.receive", _ => 9e7), ("requests", hour => 900 + (10 * (hour % HoursPerDay)))),
        new("vm-builds", "Instance", "BoxUsage:c5.2xlarge", "dev", 0.34m,
            ("cpu.utilization", hour => IsOfficeHour(hour) ? 55 + (hour % 7) : 0.4), ("memory.utilization", hour => IsOfficeHour(hour) ? 61 : 9),
            ("network.receive", hour => IsOfficeHour(hour) ? 3e6 : 50)),
        new("vm-forgotten", "Instance", "BoxUsage:m5.large", "test", 0.096m,
            ("cpu.utilization", hour => 0.5 + (0.1 * (hour % 3))), ("memory.utilization", _ => 7), ("network.receive", _ => 80),
            ("network.transmit", _ => 60)),
        new(Lost, "Volume", "EBS:VolumeUsage.gp3", "dev", 0.055m, ("attachments", _ => 0)),
        new("eip-unused", "Elastic IP", "ElasticIP:IdleAddress", "dev", 0.005m, ("attachments", _ => 0)),
    ];

    /// <summary>Those that the demo changes.</summary>
    public static IReadOnlyList<DemoResource> Changed { get; } = [.. All.Where(resource => resource.Name is TooLarge or Lost)];

    /// <summary>Hour of the week from Monday 00:00 UTC, 0 to 167.</summary>
    /// <param name="hour">Hours since the Unix epoch, which began on a Thursday.</param>
    public static int HourOfWeek(long hour) => (int)((hour + (3 * HoursPerDay)) % (7 * HoursPerDay));

    private static bool IsOfficeHour(long hour) =>
        HourOfWeek(hour) < 5 * HoursPerDay && hour % HoursPerDay is >= 7 and < 18;
}
