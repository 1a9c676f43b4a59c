namespace CostIntel.Domain.Workflow;

/// <summary>Idempotency keys of what a case asks for. None depends on how often it was tried.</summary>
public static class CaseKeys
{
    /// <summary>Of locking the resources.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="number">The how many-th lock of the case, from 1.</param>
    public static string Lock(string caseId, int number) => FormattableString.Invariant($"{caseId}/lock/{number}");

    /// <summary>Of the check before the change.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="number">Number of the lock under which it is made.</param>
    public static string Check(string caseId, int number) => FormattableString.Invariant($"{caseId}/check/{number}");

    /// <summary>Of carrying out a step.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="step">Which, from 0.</param>
    public static string Apply(string caseId, int step) => FormattableString.Invariant($"{caseId}/apply/{step}");

    /// <summary>Of looking at the canary.</summary>
    public static string Canary(string caseId) => $"{caseId}/canary";

    /// <summary>Of looking at the whole.</summary>
    public static string Verify(string caseId) => $"{caseId}/verify";

    /// <summary>Of undoing a step. An executor that has seen it does not begin the step any more.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="step">Which, from 0.</param>
    /// <param name="number">The how many-th time it is to be undone, from 1.</param>
    public static string Undo(string caseId, int step, int number) => FormattableString.Invariant($"{caseId}/undo/{step}/{number}");

    /// <summary>Of letting go of a lock.</summary>
    /// <param name="lockKey">Key of the lock.</param>
    public static string Release(string lockKey) => $"{lockKey}/release";

    /// <summary>Of asking how far an operation is.</summary>
    /// <param name="operationKey">Key of the operation.</param>
    /// <param name="number">The how many-th time, from 1.</param>
    public static string Poll(string operationKey, int number) => FormattableString.Invariant($"{operationKey}/poll/{number}");

    /// <summary>Of what an event asks for once.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="number">Number of the event.</param>
    /// <param name="kind">What it asks for.</param>
    public static string Once(string caseId, long number, CaseEffectKind kind) =>
        FormattableString.Invariant($"{caseId}/{number}/{kind}");
}
