using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;
using CostIntel.Grains.Changes.Execution;

namespace CostIntel.Server.Changes;

/// <summary>Where nobody carries changes out, people do by hand.</summary>
internal sealed class NoExecutors : IChangeExecutors
{
    private const string Why = "This engine has no executor.";

    public bool Knows(string tenant, string executor) => false;

    public Task<CheckReply> CheckAsync(StepOrder order, CancellationToken cancellation) =>
        Task.FromResult(new CheckReply(CheckOutcome.Impossible, "", Why));

    public Task<StepReply> ApplyAsync(StepOrder order, CancellationToken cancellation) => Impossible();

    public Task<StepReply> UndoAsync(StepOrder order, CancellationToken cancellation) => Impossible();

    public Task<StepReply> PollAsync(StepOrder order, ExecutionVerb polled, CancellationToken cancellation) => Impossible();

    public Task<Observation> ObserveAsync(StepOrder order, bool undone, CancellationToken cancellation) =>
        Task.FromResult(Observation.Unknown);

    private static Task<StepReply> Impossible() => Task.FromResult(new StepReply(StepOutcome.Impossible, Why));
}
