using CostIntel.Grains.Changes.Execution;

namespace CostIntel.Server.Execution;

/// <summary>One that carries changes out.</summary>
internal interface IExecutor
{
    /// <summary>Asks it.</summary>
    /// <param name="verb">What is asked.</param>
    /// <param name="order">Of which step.</param>
    /// <param name="about">See <see cref="ExecutorMessage.Write"/>.</param>
    /// <param name="cancellation">Gives up; it may have been done all the same.</param>
    /// <exception cref="ExecutorFaultException">It could not be asked, or answered nothing that makes sense.</exception>
    Task<ExecutorAnswer> AskAsync(ExecutionVerb verb, StepOrder order, ExecutionVerb? about, CancellationToken cancellation);
}
