namespace CostIntel.Domain.Tests.Recommendations.Fleet;

/// <summary>What could be run or bought in another way, and what could not.</summary>
internal static class UseKinds
{
    private const double GiB = 1_073_741_824;
    private const int Quarter = 900;
    private const int HoursPerWeek = 168;
    private const int HoursPerDay = 24;
    // Ten office hours on five days.
    private const double OffShare = (168.0 - 50) / 168;
    // Those of people who come an hour earlier or stay an hour longer.
    private const double PeopleOffShare = (168.0 - 60) / 168;

    public static IEnumerable<FleetKind> All { get; } =
    [
        new(
            "off-hours",
            draw => draw.Chance(0.5)
                ? (Office(draw, Machine().Development()), OffShare)
                : (People(draw, Machine().Development()), PeopleOffShare),
            [
                ("production", draw => Office(draw, Machine().Production())),
                ("nobody knows whose", draw => Office(draw, Machine())),
                ("comes when he likes", draw => Machine().Development()
                    .Metric("cpu.utilization", OddHours(draw), step: Quarter)),
                ("tests at night", draw => Machine().Development().Metric(
                    "cpu.utilization", ago => Draw.IsOffice(ago) ? draw.Near(10, 0.2) : draw.Percent(60, 0.1))),
                ("always busy", draw => Machine().Development().Metric("cpu.utilization", draw.Daily(30, 60))),
                ("off already", draw => Office(draw, Machine().Development())
                    .Metric("running", ago => Draw.IsOffice(ago) ? 100 : 0)),
                ("asked at night", draw => Office(draw, Machine().Development())
                    .Metric("requests", _ => draw.Near(4, 0.4))),
                ("known for ten days", draw => Machine().Development().Metric("cpu.utilization", draw.Office(40, 1), days: 10)),
            ]),
        new(
            "spot",
            draw => (draw.Chance(0.5)
                ? Busy(draw).Development().Tag("interruptible", "true")
                : Busy(draw).Development().Tag("aws:autoscaling:groupName", "workers"), 0.65),
            [
                ("production", draw => Busy(draw).Production().Tag("interruptible", "true")),
                ("keeps state", draw => Busy(draw).Development().Tag("aws:autoscaling:groupName", "db").Tag("stateful", "true")),
                ("spot already", draw => Busy(draw).Development().Tag("interruptible", "true").Pricing("Dynamic")),
                ("a desk of somebody", draw => Busy(draw).Development()),
                ("standby", draw => Busy(draw).Development().Tag("interruptible", "true").Tag("role", "standby")),
            ]),
        new(
            "k8s-requests",
            Overasked,
            [
                ("asks for what it needs", draw => Pods(draw, 1.6, 6)),
                ("processors are needed", draw => Pods(draw, 1.7, 5)),
                ("hourly jobs", draw => Pods(draw, 0.3, 5).Metric(
                    "cpu.used", ago => (int)ago % 6 == 0 ? draw.Near(1.7, 0.05) : draw.Near(0.2, 0.1))),
                ("grows", draw => Pods(draw, 1, 5.5).Metric(
                    "cpu.used", ago => draw.Near(1.1 * Math.Pow(1.15, -ago / HoursPerWeek), 0.05))),
                ("memory is not known", draw => Workload().Always("cpu.requested", 2).Metric("cpu.used", _ => draw.Near(0.3, 0.1))),
                ("deployed lately", draw => Workload().Always("cpu.requested", 2, 6).Always("memory.requested", 8 * GiB, 6)
                    .Metric("cpu.used", _ => draw.Near(0.3, 0.1), days: 6).Metric("memory.used", _ => 2 * GiB, days: 6)),
            ]),
        new(
            "data-transfer",
            draw => (draw.Chance(0.5)
                ? Traffic(draw, "NatGateway-Bytes") : Traffic(draw, "DataTransfer-Regional-Bytes"), 0.4),
            [
                ("a copy that was made once", draw => Traffic(draw, "NatGateway-Bytes")
                    .Costs(60, day => day is >= 50 and < 54 ? 100 : 0.5m)),
                ("hardly anything", draw => Traffic(draw, "NatGateway-Bytes").Costs(0.5m)),
                ("the gateway itself", draw => Traffic(draw, "NatGateway-Hours")),
                ("now and then", draw => Traffic(draw, "DataTransfer-Regional-Bytes").Costs(60, day => day % 3 == 0 ? 30 : 0.2m)),
            ]),
    ];

    public static TestResource Office(Draw draw, TestResource machine) => machine
        .Metric("cpu.utilization", draw.Office(draw.Between(30, 70), draw.Between(0.5, 2.5)), step: Quarter)
        .Metric("network.receive", ago => draw.Near(Draw.IsOffice(ago) ? 9e5 : 2e4, 0.2));

    // Each day begins and ends at another time and has another load; on some nobody comes, and each night there is a backup.
    private static TestResource People(Draw draw, TestResource machine)
    {
        var days = Enumerable.Range(0, 29)
            .Select(_ => (Load: draw.Chance(0.1) ? 1.5 : draw.Between(15, 60), From: draw.Between(7, 8.9), To: draw.Between(17.2, 19)))
            .ToList();
        return machine.Metric("cpu.utilization", Load, step: Quarter);

        double Load(double ago)
        {
            var (load, from, to) = days[(int)Math.Ceiling(ago / HoursPerDay)];
            var (week, hour) = (Draw.HourOfWeek(ago), Draw.HourOfWeek(ago) % HoursPerDay);
            return week < 5 * HoursPerDay && hour >= from && hour < to ? draw.Percent(load, 0.4)
                : hour is >= 2 and < 2.25 ? draw.Between(4, 9)
                : draw.Near(1.5, 0.4);
        }
    }

    private static (TestResource Resource, double Saved) Overasked(Draw draw)
    {
        var (cpu, memory) = (draw.Between(0.3, 0.9), draw.Between(2, 3.5));
        // Two processors weigh fifteen, the memory eight; margins of 15 and 20 percent stay.
        var left = ((15 * 1.15 * cpu / 2) + (1.2 * memory)) / 23;
        return (Pods(draw, cpu, memory), 1 - left);
    }

    private static TestResource Pods(Draw draw, double cpu, double memoryGiB) => Workload()
        .Always("cpu.requested", 2)
        .Always("memory.requested", 8 * GiB)
        .Metric("cpu.used", _ => Math.Min(cpu, draw.Near(0.9 * cpu, 0.04)))
        .Metric("memory.used", _ => Math.Min(memoryGiB, draw.Near(0.97 * memoryGiB, 0.02)) * GiB);

    // Beside the office, three hours at any time on every second day.
    private static Func<double, double> OddHours(Draw draw)
    {
        var sessions = Enumerable.Range(0, 28).Where(_ => draw.Chance(0.5)).Select(day => (day * 24) + draw.Whole(0, 23)).ToList();
        return ago => Draw.IsOffice(ago) || sessions.Exists(start => ago >= start && ago < start + 3)
            ? draw.Percent(50, 0.1)
            : draw.Near(1.5, 0.2);
    }

    private static TestResource Traffic(Draw draw, string meter)
    {
        draw.CostPerDay += 3;
        return new TestResource().Sku(meter);
    }

    private static TestResource Busy(Draw draw) => Machine().Metric("cpu.utilization", draw.Daily(40, 60));

    private static TestResource Workload() => new TestResource("deployment").Production();

    private static TestResource Machine() => TestResource.Machine("lone.large");
}
