using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;

namespace CostIntel.Grains.Changes.Execution;

/// <summary>Whether an executor could carry a step out.</summary>
/// <param name="Outcome">Whether.</param>
/// <param name="Undo">What it would need to undo it; not empty when it could.</param>
/// <param name="Text">Why.</param>
public sealed record CheckReply(CheckOutcome Outcome, string Undo, string Text);

/// <summary>What has become of a step.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Text">What the executor says, or why it could not be asked.</param>
public sealed record StepReply(StepOutcome Outcome, string Text);

/// <summary>
/// All that carry changes out, by name. None throws anything but <see cref="OperationCanceledException"/>: what goes wrong is
/// a reply with the reason.
/// </summary>
public interface IChangeExecutors
{
    /// <summary>True when a tenant may use an executor of that name.</summary>
    bool Knows(string tenant, string executor);

    /// <summary>Asks whether a step could be carried out. Changes nothing.</summary>
    Task<CheckReply> CheckAsync(StepOrder order, CancellationToken cancellation);

    /// <summary>Has a step carried out.</summary>
    Task<StepReply> ApplyAsync(StepOrder order, CancellationToken cancellation);

    /// <summary>Has a step undone.</summary>
    Task<StepReply> UndoAsync(StepOrder order, CancellationToken cancellation);

    /// <summary>Asks how far a step is.</summary>
    /// <param name="order">The step, with the key under which it was accepted.</param>
    /// <param name="polled">What was accepted: apply or undo.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<StepReply> PollAsync(StepOrder order, ExecutionVerb polled, CancellationToken cancellation);

    /// <summary>Asks whether a resource is as a step wanted it. Changes nothing.</summary>
    Task<Observation> ObserveAsync(StepOrder order, CancellationToken cancellation);
}
