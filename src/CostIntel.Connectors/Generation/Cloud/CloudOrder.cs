namespace CostIntel.Connectors.Generation.Cloud;

/// <summary>A change that is asked of a simulated cloud.</summary>
/// <param name="ChangeId">Of which change it is a step.</param>
/// <param name="Step">Which step, from 0.</param>
/// <param name="Key">Idempotency key.</param>
/// <param name="Attempt">The how many-th attempt, from 1.</param>
/// <param name="Resource">FOCUS ResourceId.</param>
/// <param name="Wanted">How the resource is to be, such as <c>rightsize m5.large</c>.</param>
public sealed record CloudOrder(string ChangeId, int Step, string Key, int Attempt, string Resource, string Wanted);

/// <summary>What a simulated cloud answers.</summary>
/// <param name="Outcome">What has become of it.</param>
/// <param name="Text">Why.</param>
public sealed record CloudAnswer(CloudOutcome Outcome, string Text);

/// <summary>What has become of an order.</summary>
public enum CloudOutcome
{
    /// <summary>It is done.</summary>
    Done = 1,

    /// <summary>It has failed, or may have.</summary>
    Failed,

    /// <summary>Nothing was changed, and nothing can be.</summary>
    Impossible,

    /// <summary>It takes time.</summary>
    Accepted,

    /// <summary>It never answers.</summary>
    Silent,
}

/// <summary>Something that a simulated cloud has done. What is asked again under the same key is not done again.</summary>
/// <param name="Key">Idempotency key.</param>
/// <param name="IsUndo">A step was undone, or is never to begin.</param>
/// <param name="ChangeId">Of which change.</param>
/// <param name="Step">Which step.</param>
/// <param name="Resource">FOCUS ResourceId.</param>
/// <param name="State">How the resource is since; empty as it was at first.</param>
public sealed record CloudEntry(string Key, bool IsUndo, string ChangeId, int Step, string Resource, string State);
