namespace CostIntel.Grains.Changes.Execution;

/// <summary>What is asked of an executor.</summary>
public enum ExecutionVerb
{
    /// <summary>To say whether it could carry a step out, and what it would need to undo it. Changes nothing.</summary>
    Check = 1,

    /// <summary>To carry a step out.</summary>
    Apply,

    /// <summary>To undo a step.</summary>
    Undo,

    /// <summary>To say how far it is with what it has accepted.</summary>
    Poll,

    /// <summary>To say whether the resource is as a step wanted it. Changes nothing.</summary>
    Observe,
}

/// <summary>A step that is asked of an executor.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="ChangeId">Of which change.</param>
/// <param name="Step">Which, from 0.</param>
/// <param name="Executor">Whom.</param>
/// <param name="Instruction">What is to be done, JSON.</param>
/// <param name="Key">Idempotency key: what has the same key is the same thing.</param>
/// <param name="Attempt">The how many-th attempt, from 1.</param>
/// <param name="Undo">What the executor said that it needs to undo the step; empty before it was asked.</param>
public sealed record StepOrder(
    string Tenant, string ChangeId, int Step, string Executor, string Instruction, string Key, int Attempt, string Undo);
