using CostIntel.Domain.Recommendations;

namespace CostIntel.Domain.Tests.Recommendations.Rules;

public sealed class UnusedTests
{
    private const int HoursPerDay = 24;

    [Fact]
    public void A_disk_that_nothing_is_attached_to_is_deleted_and_a_copy_kept()
    {
        var candidate = Advice.Expected("unattached-disk", Disk().Always("attachments", 0));

        Assert.Equal(ActionType.Delete, candidate.Change.Action);
        Assert.Equal((0m, true), (candidate.Change.PriceRatio, candidate.Change.RollbackPossible));
        // A disk of 0.1 and a copy of 0.05 a GiB.
        Assert.Equal(730m / 24 / 2, candidate.Change.AddedPerMonth, 6);
        Assert.Contains("attached to nothing for at least 28 days", candidate.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_price_of_a_copy_a_deleted_disk_is_gone()
    {
        var candidate = Advice.Expected("unattached-disk", Disk().Provider("cloud-of-nobody").Always("attachments", 0));

        Assert.Equal((0m, false), (candidate.Change.AddedPerMonth, candidate.Change.RollbackPossible));
    }

    [Fact]
    public void A_disk_stays_that_was_detached_the_other_day_or_is_attached_now_and_then()
    {
        Advice.None("unattached-disk", Disk().Metric("attachments", ago => ago > HoursPerDay ? 1 : 0));
        Advice.None("unattached-disk", Disk().Metric("attachments", ago => ago is > 200 and < 206 ? 1 : 0));
        Advice.None("unattached-disk", Disk().Always("attachments", 0, days: 5));
        Advice.None("unattached-disk", Disk().Metric("attachments", _ => 0, untilDaysAgo: 6));
        Advice.None("unattached-disk", Disk());
        Advice.None("unattached-disk", Disk().Tag("role", "standby").Always("attachments", 0));
    }

    [Fact]
    public void Where_attachments_are_not_known_a_disk_without_operations_is_one_with_less_confidence()
    {
        var silent = Disk().Always("disk.read.operations", 0).Always("disk.write.operations", 0);

        Assert.InRange(Advice.Expected("unattached-disk", silent).Confidence, 0.5, 0.65);
        Advice.None("unattached-disk", Disk().Always("disk.read.operations", 0));
        Advice.None(
            "unattached-disk",
            Disk().Always("disk.read.operations", 0).Metric("disk.write.operations", ago => ago == 100 ? 40 : 0));
    }

    [Fact]
    public void An_address_that_belongs_to_nothing_is_released()
    {
        var candidate = Advice.Expected("unused-address", Address().Always("attachments", 0));

        Assert.Equal((ActionType.Delete, false), (candidate.Change.Action, candidate.Change.RollbackPossible));
        Advice.Expected("unused-address", Address().Sku("ElasticIP:IdleAddress"));
        Advice.None("unused-address", Address().Sku("ElasticIP:IdleAddress").Costs(30, day => day == 25 ? 0 : 1));
        Advice.None("unused-address", Address().Always("attachments", 1));
        Advice.None("unused-address", Address().Sku("ElasticIP:InUseAddress"));
        Advice.None("unused-address", Address().Tag("purpose", "failover").Always("attachments", 0));
    }

    [Fact]
    public void A_balancer_with_nothing_behind_it_or_nothing_to_do_is_deleted()
    {
        Advice.Expected("empty-balancer", Balancer().Always("attachments", 0));
        Advice.Expected("empty-balancer", Balancer().Always("attachments", 2).Always("requests", 0));
        // Redirects need nothing behind them.
        Advice.None("empty-balancer", Balancer().Always("attachments", 0).Metric("requests", ago => ago == 50 ? 3 : 0));
        Advice.None("empty-balancer", Balancer().Always("requests", 0).Always("connections", 2));
        Advice.None("empty-balancer", Balancer());
    }

    [Fact]
    public void What_has_been_stopped_for_days_and_is_charged_is_deleted()
    {
        var stopped = TestResource.Machine("lone.large").Costs(2).Metric("running", ago => ago > 12 * HoursPerDay ? 100 : 0);

        Assert.Equal(7, Advice.Expected("stopped-billed", stopped).LookBackDays);
        Advice.None("stopped-billed", TestResource.Machine("lone.large").Costs(2).Metric("running", ago => ago > 72 ? 100 : 0));
        // Off at the weekend alone.
        Advice.None(
            "stopped-billed",
            TestResource.Machine("lone.large").Costs(2).Metric("running", ago => ago < 2 * HoursPerDay ? 0 : 100));
    }

    [Fact]
    public void A_machine_that_does_nothing_is_stopped()
    {
        var candidate = Advice.Expected("idle-machine", Idle());

        Assert.Equal((ActionType.Stop, 0m), (candidate.Change.Action, candidate.Change.PriceRatio));
        Assert.True(candidate.Confidence > Advice.Expected("idle-machine", Machine().Always("cpu.utilization", 1)).Confidence);
        Assert.True(candidate.Confidence > Advice.Expected("idle-machine", Idle().Committed()).Confidence);
        Assert.True(candidate.Confidence > Advice.Expected("idle-machine", Idle().ChangedLately(2)).Confidence);
    }

    [Fact]
    public void A_machine_is_left_that_works_at_times_or_waits_for_its_turn()
    {
        Advice.None("idle-machine", Machine().Metric("cpu.utilization", ago => ago % 168 == 100 ? 95 : 1));
        // The batch of the month's end, three weeks ago.
        Advice.None("idle-machine", Machine().Metric("cpu.utilization", ago => ago is > 500 and < 510 ? 95 : 1));
        Advice.None("idle-machine", Idle().Metric("requests", ago => ago % 24 == 3 ? 0.5 : 0));
        Advice.None("idle-machine", Idle().Tag("role", "standby"));
        Advice.None("idle-machine", Idle().Always("gpu.utilization", 60));
        Advice.None("idle-machine", Idle().Always("running", 0));
    }

    [Fact]
    public void A_machine_that_was_given_up_is_idle_before_its_percentiles_forget() => Advice.Expected(
        "idle-machine",
        Machine()
            .Metric("cpu.utilization", ago => ago > 15 * HoursPerDay ? 50 : 1, days: 120)
            .Metric("network.receive", ago => ago > 15 * HoursPerDay ? 1e6 : 100, days: 120));

    [Fact]
    public void A_database_that_nobody_connects_to_is_stopped_and_needs_that_evidence()
    {
        Advice.Expected("idle-machine", Database().Always("cpu.utilization", 2).Always("connections", 0));
        Advice.None("idle-machine", Database().Always("cpu.utilization", 2));
        Advice.None("idle-machine", Database().Always("cpu.utilization", 2).Metric("connections", ago => ago == 70 ? 1 : 0));
    }

    private static TestResource Disk() => new TestResource("volume").Sku("EBS:VolumeUsage.gp2").Costs(1);

    private static TestResource Address() => new TestResource("elastic-ip").Costs(0.12m);

    private static TestResource Balancer() => new TestResource("loadbalancer").Costs(0.6m);

    private static TestResource Machine() => TestResource.Machine("lone.large").Costs(5);

    private static TestResource Database() => new TestResource("db instance").Costs(8);

    private static TestResource Idle() => Machine()
        .Always("cpu.utilization", 1.2).Always("network.receive", 300).Always("network.transmit", 200);
}
