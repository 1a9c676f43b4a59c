namespace CostIntel.Domain.Tests.Recommendations.Fleet;

/// <summary>What nobody uses, and what only seems so.</summary>
internal static class UnusedKinds
{
    private const int HoursPerDay = 24;
    private const int Quarter = 900;
    // A copy costs 0.05 a GiB, a disk 0.08.
    private const double SavedByCopy = 1 - (0.05 / 0.08);

    public static IEnumerable<FleetKind> All { get; } =
    [
        new(
            "unattached-disk",
            draw => (draw.Chance(0.5)
                ? Disk().Always("attachments", 0)
                : Disk().Metric("attachments", DetachedFor(draw.Whole(16, 26))), SavedByCopy),
            [
                ("detached lately", draw => Disk().Metric("attachments", DetachedFor(draw.Whole(1, 10)))),
                ("attached once a week", _ => Disk().Metric("attachments", ago => Draw.IsWeekly(ago, 3) ? 1 : 0)),
                ("attached without operations", _ => Disk().Always("attachments", 1).Always("disk.read.operations", 0)
                    .Always("disk.write.operations", 0)),
                ("waits for a failover", _ => Disk().Tag("role", "standby").Always("attachments", 0)),
                ("nobody has looked for days", draw => Disk().Metric("attachments", _ => 0, untilDaysAgo: draw.Whole(4, 12))),
                ("known for a few days", draw => Disk().Always("attachments", 0, days: draw.Whole(2, 12))),
                ("nothing is known", _ => Disk()),
            ]),
        new(
            "unused-address",
            draw => (draw.Chance(0.5) ? Address().Always("attachments", 0) : Address().Sku("ElasticIP:IdleAddress"), 1),
            [
                ("in use", _ => Address().Always("attachments", 1)),
                ("let go lately", draw => Address().Metric("attachments", DetachedFor(draw.Whole(1, 10)))),
                ("taken over in a disaster", _ => Address().Tag("purpose", "failover").Always("attachments", 0)),
                ("idle on some days", draw => Address().Sku("ElasticIP:IdleAddress").Costs(90, day => day % 5 == 0 ? 0 : draw.CostPerDay)),
                ("charged while in use", _ => Address().Sku("ElasticIP:InUseAddress")),
            ]),
        new(
            "empty-balancer",
            draw => (draw.Chance(0.5)
                ? Balancer().Always("attachments", 0)
                : Balancer().Always("attachments", draw.Whole(1, 3)).Always("requests", 0), 1),
            [
                ("busy", draw => Balancer().Always("attachments", 2).Metric("requests", draw.Daily(5, 60))),
                ("redirects", draw => Balancer().Always("attachments", 0).Metric("requests", draw.Daily(0.1, 2))),
                ("asked once a week", _ => Balancer().Always("attachments", 1).Metric("requests", ago => Draw.IsWeekly(ago) ? 2 : 0)),
                ("long connections", draw => Balancer().Always("requests", 0).Always("connections", draw.Whole(1, 9))),
                ("emptied lately", draw => Balancer().Metric("attachments", DetachedFor(draw.Whole(1, 10)))),
                ("of the standby region", _ => Balancer().Tag("site", "dr").Always("attachments", 0)),
            ]),
        new(
            "stopped-billed",
            draw => (Machine().Metric("running", RunningUntil(draw.Whole(9, 27))), SavedByCopy),
            [
                ("stopped lately", draw => Machine().Metric("running", RunningUntil(draw.Whole(1, 5)))),
                ("off at night", draw => Machine().Metric("running", ago => Draw.IsOffice(ago) ? 100 : 0)),
                ("always on", _ => Machine().Always("running", 100)),
                ("stopped standby", _ => Machine().Tag("role", "cold-spare").Always("running", 0)),
                ("starts on Sundays", _ => Machine().Metric("running", ago => Draw.HourOfWeek(ago) >= 160 ? 100 : 0)),
            ]),
        new(
            "idle-machine",
            draw => (draw.Whole(0, 3) switch
            {
                0 => IdleDatabase(draw),
                1 => Idle(draw, DailyUpdates(draw)),
                2 => GivenUp(draw),
                _ => Idle(draw),
            }, 1),
            [
                ("weekly batch", draw => Idle(draw, ago => Draw.IsWeekly(ago) ? draw.Percent(90, 0.05) : draw.Near(1, 0.2))),
                ("the month's end", draw => MonthsEnd(draw)),
                ("standby", draw => Idle(draw).Tag("role", "hot-standby")),
                ("few requests", draw => Idle(draw).Metric("requests", ago => Draw.IsOffice(ago) ? draw.Near(0.2, 0.3) : 0)),
                ("forwards packets", draw => Machine().Metric("cpu.utilization", _ => draw.Near(1.5, 0.2))
                    .Metric("network.receive", draw.Daily(60, 90)).Metric("network.transmit", _ => draw.Near(3e6, 0.3))),
                ("database with a few sessions", draw => Database().Metric("cpu.utilization", _ => draw.Near(1.5, 0.3))
                    .Metric("connections", ago => Draw.IsOffice(ago) ? draw.Whole(1, 3) : 0)),
                ("computes on a GPU", draw => Idle(draw).Metric("gpu.utilization", draw.Daily(30, 80))),
                ("known for a week", draw => Machine().Metric("cpu.utilization", _ => draw.Near(1, 0.2), days: 7)),
            ]),
    ];

    public static TestResource Idle(Draw draw, Func<double, double>? cpu = null) => Machine()
        .Metric("cpu.utilization", cpu ?? (_ => draw.Chance(0.003) ? draw.Between(5, 18) : draw.Near(1.1, 0.3)), step: Quarter)
        .Metric("network.receive", _ => draw.Near(600, 0.3))
        .Metric("network.transmit", _ => draw.Near(400, 0.3));

    private static TestResource IdleDatabase(Draw draw) => Database()
        .Metric("cpu.utilization", _ => draw.Near(1.8, 0.2)).Always("connections", 0);

    // A quarter of an hour each night.
    private static Func<double, double> DailyUpdates(Draw draw) =>
        ago => Math.Abs((ago % HoursPerDay) - 3) < 0.2 ? draw.Between(15, 28) : draw.Near(1.2, 0.4);

    // In use until two or three weeks ago.
    private static TestResource GivenUp(Draw draw)
    {
        var last = draw.Whole(16, 22) * HoursPerDay;
        return Machine()
            .Metric("cpu.utilization", ago => ago > last ? draw.Near(40, 0.3) : draw.Near(1, 0.3), days: 60)
            .Metric("network.receive", ago => ago > last ? draw.Near(2e5, 0.5) : draw.Near(300, 0.5), days: 60);
    }

    private static TestResource MonthsEnd(Draw draw)
    {
        var start = draw.Whole(1, 25) * HoursPerDay;
        return Idle(draw, ago => ago >= start && ago < start + 9 ? draw.Percent(80, 0.1) : draw.Near(1, 0.2));
    }

    private static Func<double, double> DetachedFor(int days) => ago => ago > days * HoursPerDay ? 1 : 0;

    private static Func<double, double> RunningUntil(int days) => ago => ago > days * HoursPerDay ? 100 : 0;

    private static TestResource Disk() => new TestResource("volume").Sku("EBS:VolumeUsage.gp3");

    private static TestResource Address() => new("elastic-ip");

    private static TestResource Balancer() => new("loadbalancer");

    private static TestResource Machine() => TestResource.Machine("lone.large").Production();

    private static TestResource Database() => new TestResource("db instance").Production();
}
