using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Tests.Recommendations.Fleet;

namespace CostIntel.Domain.Tests.Recommendations.Rules;

public sealed class UseTests
{
    private const double GiB = 1_073_741_824;

    private static readonly AdvicePolicy Anywhere = new()
    {
        Sizing = new() { AllowRegionChange = true, AllowProviderChange = true },
    };

    [Fact]
    public void A_machine_of_office_hours_runs_in_them_and_an_hour_before()
    {
        var runs = Advice.Expected("off-hours", Office().Development()).Change.Runs;

        Assert.Equal(5 * 11, runs.Count);
        Assert.True(runs.Contains(7) && runs.Contains(17) && runs.Contains((4 * 24) + 12));
        Assert.False(runs.Contains(6) || runs.Contains(18) || runs.Contains((5 * 24) + 12));
    }

    [Fact]
    public void A_schedule_is_for_what_nobody_outside_depends_on_unless_the_policy_says_otherwise()
    {
        Advice.None("off-hours", Office());
        Advice.None("off-hours", Office().Production());
        Advice.Expected("off-hours", Office().Production(), new() { Schedule = new() { AllowProduction = true } });
        Advice.None("off-hours", Office().Development(), new() { Schedule = new() { HoursOffMin = 120 } });
    }

    [Fact]
    public void A_Saturday_on_which_somebody_worked_stays_on()
    {
        // Three weeks ago, from ten to two.
        var machine = Machine().Development().Metric(
            "cpu.utilization", ago => Draw.IsOffice(ago) || ago is > 538 and <= 542 ? 50 : 1);

        Assert.True(Advice.Expected("off-hours", machine).Change.Runs.Contains((5 * 24) + 11));
    }

    [Fact]
    public void What_is_asked_at_night_or_off_already_is_not_switched_off()
    {
        Advice.None("off-hours", Office().Development().Always("requests", 3));
        Advice.None("off-hours", Office().Development().Metric("running", ago => Draw.IsOffice(ago) ? 100 : 0));
        Advice.None("off-hours", Machine().Development().Always("cpu.utilization", 1));
    }

    [Fact]
    public void Spot_is_for_what_may_go_at_any_time()
    {
        var change = Advice.Expected("spot", Machine().Development().Tag("interruptible", "true")).Change;

        Assert.Equal((0.35m, 4.0), (change.PriceRatio, change.InterruptionsPerMonth));
        Advice.Expected("spot", Machine().Tag("workload", "ci-runner"));
        Advice.None("spot", Machine().Development());
        Advice.None("spot", Machine().Production().Tag("interruptible", "true"));
        Advice.None("spot", Machine().Development().Tag("interruptible", "false"));
        Advice.None("spot", Machine().Tag("workload", "ci-runner"), new() { Sizing = new() { AllowSpot = false } });
    }

    [Fact]
    public void A_cheaper_region_has_to_stay_cheaper_when_all_is_sent_back()
    {
        // 10 kB a second are 24.5 GiB a month, at 2 cents.
        var machine = Machine().Region("us-dear-1").Always("network.transmit", 10_000).Always("storage.used", 100 * GiB);
        var change = Advice.Expected("cheaper-region", machine, Anywhere).Change;

        Assert.Equal(("us-east-1", 0.8m, 2m), (change.To, change.PriceRatio, change.OneTimeCost));
        Assert.InRange(change.AddedPerMonth, 0.45m, 0.5m);
        Advice.None("cheaper-region", machine);
        Advice.None("cheaper-region", Machine().Region("us-dear-1").Always("network.transmit", 1e7), Anywhere);
        Advice.None("cheaper-region", Machine().Region("us-dear-1").Tag("data-residency", "here"), Anywhere);
        Advice.None("cheaper-region", Machine().Region("us-dear-1").Currency("EUR"), Anywhere);
    }

    [Fact]
    public void Another_provider_is_a_project_that_the_policy_has_to_want()
    {
        var far = TestResource.Machine("far1.large").Costs(5);
        var candidate = Advice.Expected("cheaper-provider", far, Anywhere);

        Assert.Equal(("gcp us-central1 n9-3", 0.6m), (candidate.Change.To, candidate.Change.PriceRatio));
        Assert.Equal(Effort.VeryHigh, candidate.Effort);
        Advice.None("cheaper-provider", far);
    }

    [Fact]
    public void Requests_are_trimmed_to_use_with_a_margin()
    {
        var change = Advice.Expected("k8s-requests", Pods(cpu: 0.5, memory: 2)).Change;

        Assert.Equal(0.5 * 1.15 / 2, change.CpuRatio, 0.02);
        Assert.Equal(2 * 1.2 / 8, change.MemoryRatio, 6);
        // Processors weigh 15 of 23, memory 8.
        Assert.Equal(((15 * change.CpuRatio) + (8 * change.MemoryRatio)) / 23, (double)change.PriceRatio, 5);
    }

    [Fact]
    public void Requests_never_rise_and_stay_where_they_are_needed()
    {
        Assert.Equal(1, Advice.Expected("k8s-requests", Pods(cpu: 0.2, memory: 7.9)).Change.MemoryRatio);
        Advice.None("k8s-requests", Pods(cpu: 1.7, memory: 6));
        Advice.None("k8s-requests", new TestResource("pod").Costs(3).Always("cpu.requested", 2).Always("cpu.used", 0.1));
    }

    [Fact]
    public void Traffic_that_costs_much_every_day_is_worth_a_look()
    {
        var candidate = Advice.Expected("data-transfer", new TestResource().Sku("NatGateway-Bytes").Costs(10));

        Assert.InRange(candidate.Change.PriceError, 0.1, 0.5);
        Assert.InRange(candidate.Confidence, 0.5, 0.6);
        Advice.None("data-transfer", new TestResource().Sku("NatGateway-Hours").Costs(10));
        Advice.None("data-transfer", new TestResource().Sku("NatGateway-Bytes").Costs(1));
        Advice.None("data-transfer", new TestResource().Sku("NatGateway-Bytes").Costs(60, day => day > 56 ? 200 : 0));
    }

    private static TestResource Pods(double cpu, double memory) => new TestResource("deployment").Costs(3)
        .Always("cpu.requested", 2).Always("memory.requested", 8 * GiB)
        .Always("cpu.used", cpu).Always("memory.used", memory * GiB);

    private static TestResource Office() => Machine().Metric("cpu.utilization", ago => Draw.IsOffice(ago) ? 40 : 1);

    private static TestResource Machine() => TestResource.Machine("lone.large").Costs(5);
}
