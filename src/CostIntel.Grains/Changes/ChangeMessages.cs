using CostIntel.Domain.Workflow;

namespace CostIntel.Grains.Changes;

/// <summary>Wants recommendations carried out.</summary>
/// <param name="RecommendationIds">Which.</param>
/// <param name="Actor">Who wants it, and cannot approve it; empty for the engine.</param>
/// <param name="RequestId">Names the request: the same again gets the same answer. Empty for none.</param>
/// <param name="Comment">Why.</param>
/// <param name="IsOnlyIfAutomatic">Nothing happens where people would have to be asked, or would have to do it.</param>
[GenerateSerializer, Immutable, Alias("costintel.change-opening")]
public sealed record ChangeOpening(
    [property: Id(0)] string[] RecommendationIds,
    [property: Id(1)] string Actor,
    [property: Id(2)] string RequestId,
    [property: Id(3)] string Comment,
    [property: Id(4)] bool IsOnlyIfAutomatic);

/// <summary>What people can want of a change.</summary>
public enum ChangeVerb
{
    /// <summary>To agree.</summary>
    Approve = 1,

    /// <summary>Not to have it.</summary>
    Reject,

    /// <summary>To let another decide.</summary>
    Delegate,

    /// <summary>To say something.</summary>
    Comment,

    /// <summary>To have it undone.</summary>
    RollBack,

    /// <summary>To say that it was done by hand.</summary>
    RecordApplied,

    /// <summary>To say that it was undone by hand.</summary>
    RecordRolledBack,
}

/// <summary>What somebody wants of a change.</summary>
/// <param name="Verb">What.</param>
/// <param name="RequestId">Names the request; empty for none.</param>
/// <param name="Actor">Who.</param>
/// <param name="Groups">Groups they are in.</param>
/// <param name="Text">What they say.</param>
/// <param name="PlanHash">Of an approval: what was seen.</param>
/// <param name="StateHash">Of an approval: what was seen.</param>
/// <param name="To">Of a delegation: to whom.</param>
/// <param name="SinceUtc">When it was done by hand, or until when the like of it is not wanted; null for the default.</param>
[GenerateSerializer, Immutable, Alias("costintel.change-command")]
public sealed record ChangeCommand(
    [property: Id(0)] ChangeVerb Verb,
    [property: Id(1)] string RequestId,
    [property: Id(2)] string Actor,
    [property: Id(3)] string[] Groups,
    [property: Id(4)] string Text,
    [property: Id(5)] string PlanHash = "",
    [property: Id(6)] string StateHash = "",
    [property: Id(7)] string To = "",
    [property: Id(8)] DateTimeOffset? SinceUtc = null);

/// <summary>What an executor says of an operation.</summary>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Outcome">How it has ended.</param>
/// <param name="Text">What the executor says.</param>
/// <param name="Actor">Who says so.</param>
[GenerateSerializer, Immutable, Alias("costintel.change-report")]
public sealed record ChangeReport(
    [property: Id(0)] string Key, [property: Id(1)] StepOutcome Outcome, [property: Id(2)] string Text, [property: Id(3)] string Actor);

/// <summary>What a change answers.</summary>
/// <param name="Status">A ChangeStatus message; null when there is no such change, or nothing was opened.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("costintel.change-answer")]
public sealed record ChangeAnswer([property: Id(0)] byte[]? Status, [property: Id(1)] string? Refusal)
{
    /// <summary>There is no such change.</summary>
    public static ChangeAnswer Unknown { get; } = new(null, null);

    /// <summary>It was refused.</summary>
    public static ChangeAnswer Refused(string reason) => new(null, reason);
}
