using CostIntel.Domain.Tests.Detection;

namespace CostIntel.Domain.Tests.Recommendations.Fleet;

/// <summary>A recommendation has to go away by itself when what it rested on does.</summary>
public sealed class GrowthTests
{
    private const int Fleet = 20;
    private const int HoursPerDay = 24;
    private const int Quarter = 900;
    private const int Days = 31;
    private const double GiB = 1_073_741_824;

    [Theory]
    [InlineData("idle-machine")]
    [InlineData("rightsize")]
    [InlineData("off-hours")]
    [InlineData("unattached-disk")]
    [InlineData("empty-balancer")]
    [InlineData("stopped-billed")]
    [InlineData("k8s-requests")]
    [InlineData("gpu-type")]
    public void When_traffic_grows_after_the_evidence_the_recommendation_goes(string rule)
    {
        for (var i = 0; i < Fleet; i++)
        {
            Advice.Expected(rule, Make(rule, (ulong)i, daysOfGrowth: 0));
            Advice.None(rule, Make(rule, (ulong)i, daysOfGrowth: 3));
        }
    }

    [Fact]
    public void When_the_growth_was_a_day_it_comes_back_only_with_new_evidence()
    {
        Advice.None("unattached-disk", Disk(ago => ago is > 120 and < 140 ? 1 : 0));
        Advice.Expected("unattached-disk", Disk(ago => ago is > 400 and < 420 ? 1 : 0));

        static TestResource Disk(Func<double, double> attachments) =>
            new TestResource("volume").Costs(1).Metric("attachments", attachments);
    }

    // Four weeks of waste, and after them some days of use.
    private static TestResource Make(string rule, ulong seed, int daysOfGrowth)
    {
        var draw = new Draw(new Noise(unchecked(seed + 99)));
        return rule switch
        {
            "idle-machine" => Machine("lone.large").Metric("cpu.utilization", Grown(1, 25), Days, Quarter)
                .Metric("network.receive", Grown(500, 5e5), Days),
            "rightsize" => Machine("a1.large").Metric("cpu.utilization", Grown(20, 60), Days, Quarter)
                .Metric("memory.utilization", Grown(25, 70), Days),
            "off-hours" => Machine("lone.large").Development()
                .Metric("cpu.utilization", ago => IsGrown(ago) || Draw.IsOffice(ago) ? draw.Near(40, 0.1) : 1, Days, Quarter),
            "unattached-disk" => new TestResource("volume").Costs(1).Metric("attachments", Grown(0, 1), Days),
            "empty-balancer" => new TestResource("loadbalancer").Costs(1).Metric("requests", Grown(0, 8), Days),
            "stopped-billed" => Machine("lone.large").Metric("running", Grown(0, 100), Days),
            "k8s-requests" => new TestResource("deployment").Costs(3).Always("cpu.requested", 2).Always("memory.requested", 8 * GiB)
                .Metric("cpu.used", Grown(0.4, 1.6), Days).Metric("memory.used", Grown(2 * GiB, 6 * GiB), Days),
            "gpu-type" => Machine("p3.2xlarge").Metric("cpu.utilization", Grown(20, 20), Days)
                .Metric("memory.utilization", Grown(40, 40), Days).Metric("gpu.utilization", Grown(10, 60), Days)
                .Metric("gpu.memory.utilization", Grown(30, 30), Days),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such story."),
        };

        bool IsGrown(double ago) => ago < daysOfGrowth * HoursPerDay;

        Func<double, double> Grown(double before, double after) => ago => draw.Near(IsGrown(ago) ? after : before, 0.05);
    }

    private static TestResource Machine(string name) => TestResource.Machine(name).Costs(5);
}
