namespace CostIntel.Domain.Tests.Recommendations.Fleet;

/// <summary>Machines of another size or kind than they need, and those that need what they are.</summary>
internal static class MachineKinds
{
    private const int Quarter = 900;
    private const int HoursPerWeek = 168;

    private static readonly string[] Sizes = ["a1.small", "a1.medium", "a1.large", "a1.xlarge"];

    public static IEnumerable<FleetKind> All { get; } =
    [
        new(
            "rightsize",
            Oversized,
            [
                ("as full as it should be", draw => Sized(draw, "a1.large", draw.Between(48, 60), 60)),
                ("weekly batch", draw => Loaded("a1.large", ago => Draw.IsWeekly(ago, 3) ? draw.Percent(92, 0.03) : draw.Near(8, 0.2), 30, draw)),
                ("short peaks", draw => Loaded("a1.large", ago => draw.Chance(0.004) ? draw.Between(88, 100) : draw.Near(12, 0.1), 30, draw)),
                ("needs its memory", draw => Sized(draw, "a1.large", 12, draw.Between(82, 92))),
                ("grows", draw => Loaded(
                    "a1.medium", ago => draw.Near(26 * Math.Pow(1.12, -ago / HoursPerWeek), 0.05), 30, draw)),
                ("memory grows", draw => Sized(draw, "a1.medium", 12, 30)
                    .Metric("memory.utilization", ago => draw.Near(40 * Math.Pow(1.1, -ago / HoursPerWeek), 0.03))),
                ("nothing is known but processors", draw => Machine("a1.xlarge").Metric("cpu.utilization", draw.Daily(10, 25))),
                ("known for a week", draw => Machine("a1.large").Metric("cpu.utilization", draw.Daily(5, 12), days: 7)
                    .Always("memory.utilization", 20, days: 7)),
            ]),
        new(
            "upsize",
            draw => (draw.Chance(0.5)
                ? Sized(draw, "a1.medium", 99, 50)
                : Sized(draw, "a1.medium", 55, draw.Between(96, 97)), -1),
            [
                ("batch", draw => Sized(draw, "a1.medium", 99, 60).Tag("workload", "batch")),
                ("busy", draw => Loaded("a1.medium", draw.Daily(50, 80, 0.03), 60, draw)),
                ("full once a week", draw => Loaded("a1.medium", ago => Draw.IsWeekly(ago, 4) ? 99 : draw.Near(50, 0.1), 60, draw)),
                ("was too full once", draw => Loaded("a1.medium", ago => ago > 120 ? 99 : draw.Near(50, 0.1), 60, draw)),
                ("database that fills its memory", draw => new TestResource("db instance").Sku("a1.medium").Production()
                    .Metric("cpu.utilization", draw.Daily(40, 60, 0.03)).Metric("memory.utilization", _ => draw.Between(94, 97))
                    .Always("connections", 40)),
            ]),
        new(
            "new-generation",
            draw => (Machine("m4.large"), 0.12),
            [
                ("newest", _ => Machine("m5.large")),
                ("nothing follows", _ => Machine("lone.large")),
                ("not in the catalogue", _ => Machine("x99.large")),
            ]),
        new(
            "architecture",
            draw => draw.Chance(0.5)
                ? (Machine("r5.large"), 1 - (0.1 / 0.126))
                : (new TestResource("db instance").Sku("InstanceUsage:db.r5.large").Production(), 0.12),
            [
                ("Windows", _ => TestResource.Machine("r5.large").Sku("BoxUsage:r5.large", "r5.large Windows on demand").Production()),
                ("says x86", _ => Machine("r5.large").Tag("architecture", "x86_64")),
                ("arm already", _ => Machine("r6g.large")),
                ("no such family", _ => Machine("lone.large")),
            ]),
        new(
            "gpu-type",
            draw => (Gpu(draw, draw.Between(8, 15), draw.Between(10, 38)), 0.75),
            [
                ("busy", draw => Gpu(draw, draw.Between(35, 70), 30)),
                ("memory is full", draw => Gpu(draw, 10, draw.Between(88, 97))),
                ("memory is not known", draw => Machine("p3.2xlarge").Metric("cpu.utilization", draw.Daily(8, 20))
                    .Always("memory.utilization", 40).Metric("gpu.utilization", draw.Daily(4, 10))),
                ("trains at night", draw => Gpu(draw, 10, 30).Metric(
                    "gpu.utilization", ago => Draw.HourOfWeek(ago) % 24 < 3 ? draw.Percent(90, 0.03) : 2)),
                ("cheap model", draw => Machine("g4.2xlarge").Metric("cpu.utilization", draw.Daily(20, 50))
                    .Metric("gpu.utilization", draw.Daily(20, 60)).Always("gpu.memory.utilization", 50)),
            ]),
        new(
            "cheaper-region",
            draw => (Steady(draw).Region("us-dear-1").Metric("network.transmit", _ => draw.Near(3_000, 0.2)), 0.2),
            [
                // A MB a second back is 2.5 TB a month.
                ("sends much back", draw => Steady(draw).Region("us-dear-1").Metric("network.transmit", _ => draw.Near(2e6, 0.2))),
                ("has to stay", draw => Steady(draw).Region("us-dear-1").Tag("data-residency", "us-dear-1")),
                ("cheapest of its area", draw => Steady(draw)),
                ("nowhere", draw => Steady(draw).Region("mars-1")),
            ]),
        new(
            "cheaper-provider",
            draw => (Machine("far1.large").Metric("cpu.utilization", draw.Daily(30, 60)), 0.4),
            [
                ("has to stay", _ => Machine("far1.large").Tag("data-residency", "us")),
                ("not dear enough", draw => Steady(draw)),
                ("nobody else is there", _ => Machine("far1.large").Region("eu-cheap-1")),
            ]),
    ];

    public static TestResource Sized(Draw draw, string machine, double cpuPeak, double memoryPeak) =>
        Loaded(machine, draw.Daily(cpuPeak * 0.7, cpuPeak, 0.02), memoryPeak, draw);

    private static TestResource Loaded(string machine, Func<double, double> cpu, double memoryPeak, Draw draw) => Machine(machine)
        .Metric("cpu.utilization", cpu, step: Quarter)
        .Metric("memory.utilization", _ => Math.Min(memoryPeak, draw.Near(0.97 * memoryPeak, 0.01)))
        .Metric("network.receive", _ => draw.Near(2e5, 0.3));

    // What it needs is drawn first: half of a size, so that this size holds it and the next smaller does not.
    private static (TestResource Resource, double Saved) Oversized(Draw draw)
    {
        var now = draw.Whole(1, 3);
        var right = draw.Whole(0, now - 1);
        var factor = Math.Pow(2, now - right);
        var peak = draw.Between(40, 55) / factor;
        var memory = draw.Between(45, 70) / factor;
        var machine = draw.Chance(0.5)
            ? Sized(draw, Sizes[now], peak, memory)
            : Loaded(Sizes[now], Spiky(draw, peak, 95 / factor), memory, draw);
        return (machine, 1 - (1 / factor));
    }

    // As much as a day of work has, and moments in which the right size would be full.
    private static Func<double, double> Spiky(Draw draw, double peak, double spike)
    {
        var day = draw.Daily(peak * 0.4, peak * 0.9, 0.15);
        return ago => draw.Chance(0.003) ? spike : Math.Min(peak * 1.1, day(ago));
    }

    private static TestResource Gpu(Draw draw, double gpuPeak, double memory) => Machine("p3.2xlarge")
        .Metric("cpu.utilization", draw.Daily(10, 30))
        .Metric("memory.utilization", _ => draw.Near(40, 0.02))
        .Metric("gpu.utilization", draw.Daily(gpuPeak * 0.3, gpuPeak, 0.03))
        .Metric("gpu.memory.utilization", _ => draw.Near(memory, 0.01));

    private static TestResource Steady(Draw draw) => Machine("lone.large").Metric("cpu.utilization", draw.Daily(30, 60));

    private static TestResource Machine(string name) => TestResource.Machine(name).Production();
}
