using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Policy;

namespace CostIntel.Domain.Tests.Recommendations.Rules;

public sealed class SizeTests
{
    private const double GiB = 1_073_741_824;

    [Fact]
    public void A_machine_gets_the_smallest_size_that_holds_processors_and_memory()
    {
        var change = Advice.Expected("rightsize", Machine("a1.xlarge", cpu: 12, memory: 15)).Change;

        // 1.92 of 16 processors are 48% of 4, and 9.6 of 64 GiB are 60% of 16.
        Assert.Equal((ActionType.Rightsize, "a1.xlarge", "a1.medium"), (change.Action, change.From, change.To));
        Assert.Equal((0.25m, 0.25, 0.25), (change.PriceRatio, change.CpuRatio, change.MemoryRatio));
        Assert.True(change.RestartNeeded);
    }

    [Fact]
    public void Memory_decides_when_it_is_what_is_needed() => Assert.Equal(
        "a1.large", Advice.Expected("rightsize", Machine("a1.xlarge", cpu: 20, memory: 38)).Change.To);

    [Fact]
    public void Another_family_with_more_memory_may_be_what_fits()
    {
        var candidate = Advice.Expected("rightsize", Machine("a1.large", cpu: 20, memory: 70));

        Assert.Equal(("lean1.medium", Effort.Medium), (candidate.Change.To, candidate.Effort));
    }

    [Fact]
    public void Memory_that_is_streamed_in_bytes_counts_too()
    {
        var machine = TestResource.Machine("a1.large").Costs(5).Always("cpu.utilization", 20).Always("memory.used", 6 * GiB);

        Assert.Equal("a1.medium", Advice.Expected("rightsize", machine).Change.To);
    }

    [Fact]
    public void Memory_that_is_not_known_never_shrinks_and_leaves_less_confidence()
    {
        Advice.None("rightsize", TestResource.Machine("a1.xlarge").Costs(5).Always("cpu.utilization", 5));
        var known = Advice.Expected("rightsize", Machine("a1.large", cpu: 10, memory: 70));
        var unknown = Advice.Expected("rightsize", TestResource.Machine("a1.large").Costs(5).Always("cpu.utilization", 10));

        Assert.True(unknown.Change.MemoryRatio >= 1);
        Assert.True(unknown.Confidence < known.Confidence);
    }

    [Fact]
    public void Growth_is_looked_ahead_for()
    {
        var grows = TestResource.Machine("a1.large").Costs(5)
            .Metric("cpu.utilization", ago => 25 * Math.Pow(1.12, -ago / 168)).Always("memory.utilization", 20);
        var policy = new AdvicePolicy { Sizing = new() { GrowthDays = 0 } };

        Advice.None("rightsize", grows);
        Advice.Expected("rightsize", grows, policy);
    }

    [Fact]
    public void Peaks_that_the_smaller_size_would_clip_are_not_worth_it()
    {
        var bursty = Machine("a1.large", cpu: 10, memory: 20).Metric("cpu.utilization", ago => ago is 100 or 400 ? 95 : 10, step: 300);
        var policy = new AdvicePolicy { MinimumConfidence = 0.1 };

        Advice.None("rightsize", bursty);
        Assert.NotNull(Advice.Of("rightsize", bursty, policy));
    }

    [Fact]
    public void What_may_be_busy_only_for_a_while_is_no_place_for_steady_work()
    {
        Advice.None("rightsize", Machine("t3.large", cpu: 30, memory: 20));
        Advice.Expected("rightsize", Machine("t3.large", cpu: 12, memory: 20));
    }

    [Fact]
    public void Fewer_GPUs_do_when_they_are_idle_for_the_most_part()
    {
        var half = Machine("p4.large", cpu: 20, memory: 20).Always("gpu.utilization", 30);

        Assert.Equal(("p4.small", 0.5), (To("rightsize", half).To, To("rightsize", half).GpuRatio));
        Advice.None("rightsize", Machine("p4.large", cpu: 20, memory: 20));
        Advice.None("rightsize", Machine("p4.large", cpu: 20, memory: 20).Always("gpu.utilization", 60));
    }

    [Fact]
    public void A_database_on_a_known_machine_type_gets_another_size_of_its_family()
    {
        var database = new TestResource("db instance").Sku("InstanceUsage:db.a1.large").Costs(5)
            .Always("cpu.utilization", 20).Always("memory.utilization", 35);
        var change = To("rightsize", database);

        Assert.Equal(("db.a1.large", "db.a1.medium", 0.5m), (change.From, change.To, change.PriceRatio));
        Assert.True(change.PriceError > 0);
        // Another family would do for a machine: it has the memory.
        Advice.None("rightsize", database.Always("memory.utilization", 70));
        Advice.None("new-generation", new TestResource("db instance").Sku("InstanceUsage:db.m4.large").Costs(3));
    }

    [Fact]
    public void A_strained_machine_gets_more_and_that_costs_more()
    {
        var candidate = Advice.Expected("upsize", Machine("a1.medium", cpu: 98, memory: 50));
        var harmed = Machine("a1.medium", cpu: 98, memory: 50).Always("requests", 100).Always("errors", 5);

        Assert.Equal(("a1.large", 2m, ActionType.Rightsize), (candidate.Change.To, candidate.Change.PriceRatio, candidate.Change.Action));
        Assert.True(Advice.Expected("upsize", harmed).Confidence > candidate.Confidence);
    }

    [Fact]
    public void Memory_that_is_short_is_given_where_only_memory_is_needed() =>
        Assert.Equal("a1.large", To("upsize", Machine("a1.medium", cpu: 30, memory: 97)).To);

    [Fact]
    public void What_is_meant_to_be_full_is_left_full()
    {
        Advice.None("upsize", Machine("a1.medium", cpu: 98, memory: 50).Tag("workload", "batch"));
        Advice.None("upsize", Machine("a1.xlarge", cpu: 98, memory: 50));
        Advice.None("upsize", Machine("a1.medium", cpu: 40, memory: 97).Type("db instance"));
        Advice.None("upsize", Machine("a1.medium", cpu: 40, memory: 50).Metric("cpu.utilization", ago => ago > 100 ? 99 : 40));
    }

    [Fact]
    public void The_next_generation_is_taken_when_it_costs_less()
    {
        var candidate = Advice.Expected("new-generation", TestResource.Machine("m4.large").Costs(3));

        Assert.Equal(("m5.large", 0.88m, ActionType.Upgrade), (candidate.Change.To, candidate.Change.PriceRatio, candidate.Change.Action));
        Advice.None("new-generation", TestResource.Machine("m5.large").Costs(3));
    }

    [Fact]
    public void Arm_is_proposed_for_what_may_run_there()
    {
        var own = Advice.Expected("architecture", TestResource.Machine("r5.large").Costs(3));
        var managed = Advice.Expected("architecture", new TestResource("db instance").Sku("db.r5.large").Costs(3));

        Assert.Equal((Effort.High, Effort.Low), (own.Effort, managed.Effort));
        Assert.True(managed.Confidence > own.Confidence);
        Advice.None("architecture", TestResource.Machine("r5.large").Sku("r5.large", "r5.large Windows").Costs(3));
        Advice.None("architecture", TestResource.Machine("r5.large").Tag("cpu-arch", "x86").Costs(3));
        Advice.None(
            "architecture",
            TestResource.Machine("r5.large").Costs(3),
            new() { Sizing = new() { AllowArchitectureChange = false } });
    }

    [Fact]
    public void A_cheaper_GPU_has_to_be_fast_enough_and_hold_what_is_in_memory()
    {
        var change = To("gpu-type", Gpu(busy: 12, memory: 35));

        Assert.Equal(("g4.2xlarge", 0.25m, 0.25), (change.To, change.PriceRatio, change.GpuRatio));
        Advice.None("gpu-type", Gpu(busy: 30, memory: 35));
        Advice.None("gpu-type", Gpu(busy: 12, memory: 90));
        // It may be one of 32 GiB.
        Advice.None("gpu-type", Gpu(busy: 12, memory: 45));
        Advice.None("gpu-type", Machine("p3.2xlarge", cpu: 20, memory: 30).Always("gpu.utilization", 12));
    }

    private static Change To(string rule, TestResource resource) => Advice.Expected(rule, resource).Change;

    private static TestResource Gpu(double busy, double memory) => Machine("p3.2xlarge", cpu: 20, memory: 30)
        .Always("gpu.utilization", busy).Always("gpu.memory.utilization", memory);

    private static TestResource Machine(string name, double cpu, double memory) => TestResource.Machine(name).Costs(5)
        .Always("cpu.utilization", cpu).Always("memory.utilization", memory);
}
