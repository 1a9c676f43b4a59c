using CostIntel.Connectors.Generation.Cloud;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Connectors.Tests.Generation.Cloud;

public sealed class SimulatedCloudTests
{
    private static readonly CloudOrder Stop = new("rec-1", 0, "rec-1/apply/0", 1, "vm", "stop");

    [Fact]
    public void What_has_one_key_is_done_once()
    {
        var cloud = Cloud(CloudFault.None);

        Assert.Equal([CloudOutcome.Done, CloudOutcome.Done], [cloud.Apply(Stop).Outcome, cloud.Apply(Stop with { Attempt = 2 }).Outcome]);
        Assert.Equal(("stop", 1), (cloud.StateOf("vm"), cloud.Done.Count));
    }

    [Fact]
    public void A_step_that_was_undone_does_not_begin_any_more()
    {
        var cloud = Cloud(CloudFault.None);

        Assert.Equal(CloudOutcome.Done, cloud.Undo(Undoing(Stop), "").Outcome);
        Assert.Equal(CloudOutcome.Failed, cloud.Apply(Stop).Outcome);
        Assert.Equal("", cloud.StateOf("vm"));
    }

    [Fact]
    public void Undoing_a_step_that_was_not_done_leaves_the_work_of_others()
    {
        var cloud = Cloud(CloudFault.None);
        cloud.Apply(Stop with { ChangeId = "rec-2", Key = "rec-2/apply/0", Wanted = "rightsize small" });

        cloud.Undo(Undoing(Stop), "");

        Assert.Equal("rightsize small", cloud.StateOf("vm"));
    }

    [Theory]
    [InlineData(CloudFault.None, CloudOutcome.Done, "stop")]
    [InlineData(CloudFault.Fails, CloudOutcome.Failed, "")]
    [InlineData(CloudFault.FailsAfterwards, CloudOutcome.Failed, "stop")]
    [InlineData(CloudFault.Hangs, CloudOutcome.Silent, "stop")]
    [InlineData(CloudFault.Lies, CloudOutcome.Done, "")]
    [InlineData(CloudFault.Breaches, CloudOutcome.Done, "stop")]
    [InlineData(CloudFault.IsLate, CloudOutcome.Accepted, "")]
    [InlineData(CloudFault.IsImpossible, CloudOutcome.Impossible, "")]
    public void A_fault_is_what_it_is_called(CloudFault fault, CloudOutcome outcome, string state)
    {
        var cloud = Cloud(fault);

        Assert.Equal((outcome, state), (cloud.Apply(Stop).Outcome, cloud.StateOf("vm")));
        Assert.Equal(fault == CloudFault.Breaches, cloud.IsBreaching("vm"));
    }

    [Fact]
    public void What_is_late_is_done_when_it_was_asked_for_often_enough()
    {
        var cloud = Cloud(CloudFault.IsLate);
        cloud.Apply(Stop);

        Assert.Equal([CloudOutcome.Accepted, CloudOutcome.Done], [cloud.Poll(Stop).Outcome, cloud.Poll(Stop).Outcome]);
        Assert.Equal("stop", cloud.StateOf("vm"));
    }

    [Fact]
    public void Undoing_fails_for_a_while_and_ends_the_harm_then()
    {
        var cloud = Cloud(CloudFault.BreachesAndUndoFails);
        cloud.Apply(Stop);

        Assert.True(cloud.IsBreaching("vm"));
        Assert.Equal(
            [CloudOutcome.Failed, CloudOutcome.Failed, CloudOutcome.Done],
            Enumerable.Range(1, 3).Select(attempt => cloud.Undo(Undoing(Stop) with { Attempt = attempt }, "").Outcome));
        Assert.False(cloud.IsBreaching("vm"));
    }

    /// <summary>Whatever goes wrong, and in whatever order it is asked: no key is done twice, and what was undone stays so.</summary>
    [Fact]
    public void No_effect_happens_twice_and_undone_is_the_last_word() => Prop.ForAll<int, List<(byte Step, byte What)>>((seed, asked) =>
    {
        var cloud = new SimulatedCloud(new CloudFaultPlan { Seed = seed, PerThousand = 700 }, new CloudJournal());
        var undone = new HashSet<int>();
        foreach (var (step, what) in asked.Select(one => (one.Step % 4, one.What)))
        {
            var order = new CloudOrder("rec-1", step, $"rec-1/apply/{step}", 1 + (what / 3 % 4), $"vm-{step}", "stop");
            if (what % 3 == 0)
            {
                _ = cloud.Undo(order with { Key = $"rec-1/undo/{step}/1" }, "").Outcome == CloudOutcome.Done && undone.Add(step);
            }
            else
            {
                _ = what % 3 == 1 ? cloud.Apply(order) : cloud.Poll(order);
            }
        }

        return cloud.Done.Select(entry => entry.Key).Distinct().Count() == cloud.Done.Count
            && undone.All(step => cloud.StateOf($"vm-{step}").Length == 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_seed_makes_some_resources_go_wrong_and_always_the_same()
    {
        var plan = new CloudFaultPlan { Seed = 7, PerThousand = 300 };
        var faults = Enumerable.Range(0, 1_000).Select(i => plan.Of($"vm-{i}")).ToList();

        Assert.Equal(faults, Enumerable.Range(0, 1_000).Select(i => plan.Of($"vm-{i}")));
        Assert.InRange(faults.Count(fault => fault != CloudFault.None), 200, 400);
        Assert.Equal(Enum.GetValues<CloudFault>().Length, faults.Distinct().Count());
    }

    private static SimulatedCloud Cloud(CloudFault fault) =>
        new(new CloudFaultPlan { Named = new Dictionary<string, CloudFault> { ["vm"] = fault } }, new CloudJournal());

    private static CloudOrder Undoing(CloudOrder order) => order with { Key = "rec-1/undo/0/1" };
}
