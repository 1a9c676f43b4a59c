using CostIntel.Connectors.Generation.Cloud;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;
using CostIntel.Server.Execution;
using CostIntel.TestKit;
using static CostIntel.Server.Tests.Execution.TestExecutors;

namespace CostIntel.Server.Tests.Execution;

public sealed class SimulatedExecutorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_change_is_made_seen_undone_and_seen_to_be_undone()
    {
        using var executors = Executors(CloudFault.None);
        var checkedNow = await executors.All.CheckAsync(Order(), CancellationToken.None);
        var order = Order(undo: checkedNow.Undo);

        Assert.Equal(CheckOutcome.Passed, checkedNow.Outcome);
        Assert.Equal(Observation.NotInEffect, await executors.All.ObserveAsync(order, CancellationToken.None));
        Assert.Equal(StepOutcome.Done, (await executors.All.ApplyAsync(order, CancellationToken.None)).Outcome);
        Assert.Equal(Observation.InEffect, await executors.All.ObserveAsync(order, CancellationToken.None));
        Assert.Equal(StepOutcome.Done, (await executors.All.UndoAsync(order with { Key = "rec-1/undo/0/1" }, CancellationToken.None)).Outcome);
        Assert.Equal(Observation.NotInEffect, await executors.All.ObserveAsync(order, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_done_before_a_restart_is_not_done_again()
    {
        using (var before = Executors(CloudFault.FailsAfterwards))
        {
            Assert.Equal(StepOutcome.Failed, (await before.All.ApplyAsync(Order(), CancellationToken.None)).Outcome);
        }

        using var after = Executors(CloudFault.FailsAfterwards);
        Assert.Equal(StepOutcome.Done, (await after.All.ApplyAsync(Order(attempt: 2), CancellationToken.None)).Outcome);
        Assert.Single(new CloudJournal(_folder.File("cloud.jsonl")).Entries);
    }

    [Fact]
    public async Task One_that_hangs_has_done_it_and_does_not_say_so()
    {
        using var executors = Executors(CloudFault.Hangs);

        var reply = await executors.All.ApplyAsync(Order(), CancellationToken.None);

        Assert.Equal(StepOutcome.Failed, reply.Outcome);
        Assert.Equal(Observation.InEffect, await executors.All.ObserveAsync(Order(), CancellationToken.None));
    }

    private TestExecutors Executors(CloudFault fault) => new(new ExecutorOptions
    {
        Name = "robot", Kind = ExecutorKind.Simulated, StateFile = _folder.File("cloud.jsonl"),
        SimulatedFaults = new() { ["vm-1"] = fault }, TimeLimit = TimeSpan.FromMilliseconds(300),
    });
}
