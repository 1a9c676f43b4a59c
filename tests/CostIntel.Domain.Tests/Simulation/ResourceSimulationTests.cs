using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Simulation;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Tests.Simulation;

public sealed class ResourceSimulationTests
{
    private static readonly Change Half = new() { Action = ActionType.Rightsize, PriceRatio = 0.5m, CpuRatio = 0.5, MemoryRatio = 0.5 };

    // Busy by day, Monday to Friday; idle else.
    private static readonly MetricFacts Cpu =
        SimulatedFacts.Metric("cpu.utilization", hour => IsBusy(hour) ? (40, 48) : (5, 10));

    private static Slo Slo(string metric, double threshold, SloBound bound = SloBound.AtMost) =>
        new($"slo-{metric}", Scope.Everything, metric, bound, threshold, 0.99, 30);

    [Fact]
    public void Half_the_processors_are_twice_as_busy()
    {
        var replay = Assert.Single(Run(Half, []).Utilisations);

        Assert.Equal(("cpu.utilization", 48.0, 96.0), (replay.Metric, replay.Before.Peak, replay.After.Peak), Close);
        Assert.Equal(2 * replay.Before.Mean, replay.After.Mean, 3);
        Assert.Equal(96, replay.After.P95, 3);
    }

    [Fact]
    public void Only_hours_in_which_it_runs_are_used()
    {
        var nights = Half with { CpuRatio = 1, Runs = WeekHours.Of(hour => !IsBusy(hour)) };

        Assert.Equal(10, Run(nights, []).Utilisations[0].After.Peak, 3);
        Assert.Equal(default, Run(Half with { Action = ActionType.Stop }, []).Utilisations[0].After);
    }

    [Fact]
    public void Hours_that_cross_an_objective_are_counted()
    {
        var breach = Assert.Single(Run(Half, [Slo("cpu.utilization", 90)], days: 28).Breaches);

        Assert.Equal(("slo-cpu.utilization", 28 * 24, 0, 4 * 50), (breach.SloId, breach.Hours, breach.Before, breach.After));
        Assert.Equal(90.0 / 96, breach.Slack, 3);
    }

    [Fact]
    public void Weeks_that_are_not_whole_count_the_hours_they_have()
    {
        // Nine days up to a Sunday: Saturday, Sunday and a whole week.
        var breach = Assert.Single(Run(Half, [Slo("cpu.utilization", 15)], days: 9).Breaches);

        Assert.Equal((216, 50, 216), (breach.Hours, breach.Before, breach.After));
    }

    [Fact]
    public void Requests_wait_longer_on_a_smaller_processor()
    {
        var latency = SimulatedFacts.Metric("latency.p95", hour => IsBusy(hour) ? (90, 100) : (20, 30));

        int Breached(double threshold, Change change) =>
            Assert.Single(Run(change, [Slo("latency.p95", threshold)], 7, latency).Breaches).After;

        // 100 ms x (1 - 0.4) / (1 - 0.8) = 300 ms.
        Assert.Equal((50, 0), (Breached(299, Half), Breached(301, Half)));
        Assert.Equal((50, 0), (Breached(199, Half with { CpuRatio = 1, LatencyRatio = 2 }), Breached(201, Half with { CpuRatio = 1, LatencyRatio = 2 })));
        // Work that does not fit waits without end.
        Assert.Equal(50, Breached(1e9, Half with { CpuRatio = 0.3 }));
    }

    [Fact]
    public void What_is_off_is_not_available()
    {
        var up = SimulatedFacts.Metric("availability", _ => (100, 100));
        var slo = Slo("availability", 99.9, SloBound.AtLeast);
        var days = new Change { Action = ActionType.Schedule, Runs = WeekHours.Of(IsBusy) };
        var spot = new Change { Action = ActionType.Configure, InterruptionsPerMonth = 10, MinutesPerInterruption = 5 };

        Assert.Equal(118, Assert.Single(Run(days, [slo], 7, up).Breaches).After);
        Assert.Equal(168, Assert.Single(Run(spot, [slo], 7, up).Breaches).After);
        Assert.Equal(0, Assert.Single(Run(spot with { InterruptionsPerMonth = 1 }, [slo], 7, up).Breaches).After);
    }

    [Fact]
    public void Objectives_of_others_and_of_what_is_not_measured_are_left_out() => Assert.Empty(Run(
        Half,
        [
            Slo("requests", 1),
            Slo("cpu.utilization", 1) with
            {
                Scope = new([new(Dimension.Of(DimensionKind.Service), new HashSet<string> { "Storage" }, false)]),
            },
        ]).Breaches);

    private static readonly IEqualityComparer<(string, double, double)> Close =
        EqualityComparer<(string Name, double One, double Other)>.Create((left, right) =>
            left.Name == right.Name && Math.Abs(left.One - right.One) < 0.001 && Math.Abs(left.Other - right.Other) < 0.001);

    private static ResourceSimulation Run(Change change, IReadOnlyList<Slo> slos, int days = 14, params MetricFacts[] metrics) =>
        ResourceSimulation.Of(SimulatedFacts.Steady(90) with { Metrics = [Cpu, .. metrics] }, change, slos, days);

    private static bool IsBusy(int hour) => hour / 24 < 5 && hour % 24 is >= 8 and < 18;
}
