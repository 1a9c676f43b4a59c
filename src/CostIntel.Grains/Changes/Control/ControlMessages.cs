namespace CostIntel.Grains.Changes.Control;

/// <summary>What does the policy say of a change?</summary>
/// <param name="Members">StoredRecommendation messages; at least one.</param>
/// <param name="Proposer">Who proposed it; empty for the engine.</param>
/// <param name="IsOnlyLooking">An automatic approval takes nothing of its budget.</param>
[GenerateSerializer, Immutable, Alias("costintel.policy-question")]
public sealed record PolicyQuestion(
    [property: Id(0)] byte[][] Members, [property: Id(1)] string Proposer, [property: Id(2)] bool IsOnlyLooking = false);

/// <summary>What the policy says: what a change needs, or that it is not made. Never both.</summary>
/// <param name="Requirement">A StoredApprovalRequirement message; null when it is forbidden.</param>
/// <param name="Refusal">Why it is forbidden; null when it is not.</param>
/// <param name="PolicyVersion">The version of the policy that decided.</param>
/// <param name="Rule">Names of the rules that decided, with commas; empty when none was about the change.</param>
[GenerateSerializer, Immutable, Alias("costintel.policy-answer")]
public sealed record PolicyAnswer(
    [property: Id(0)] byte[]? Requirement,
    [property: Id(1)] string? Refusal,
    [property: Id(2)] string PolicyVersion,
    [property: Id(3)] string Rule);

/// <summary>May a change begin, or be undone?</summary>
/// <param name="CaseId">The change.</param>
/// <param name="Key">Key of the lock.</param>
/// <param name="Members">StoredRecommendation messages; not needed for the way back.</param>
/// <param name="Resources">Canonical keys of the resources that it changes.</param>
/// <param name="HeldFor">How long it counts under limits when nobody gives it back. The resources have no such end.</param>
/// <param name="IsWayBack">It is undone: no calendar, limit or order to stop holds that back.</param>
[GenerateSerializer, Immutable, Alias("costintel.lock-question")]
public sealed record LockQuestion(
    [property: Id(0)] string CaseId,
    [property: Id(1)] string Key,
    [property: Id(2)] byte[][] Members,
    [property: Id(3)] string[] Resources,
    [property: Id(4)] TimeSpan HeldFor,
    [property: Id(5)] bool IsWayBack);

/// <summary>Whether it may.</summary>
/// <param name="IsLocked">It may.</param>
/// <param name="Refusal">Why not; empty when it may.</param>
/// <param name="RetryUtc">When it may be possible at the earliest; null when that is not known.</param>
[GenerateSerializer, Immutable, Alias("costintel.lock-answer")]
public sealed record LockAnswer(
    [property: Id(0)] bool IsLocked, [property: Id(1)] string Refusal, [property: Id(2)] DateTimeOffset? RetryUtc);

/// <summary>When a change may be made.</summary>
/// <param name="StartUtc">From when on; not before the time of the question.</param>
/// <param name="EndUtc">By when it must have begun.</param>
/// <param name="Refusal">The order that stops it; null when there is a time.</param>
[GenerateSerializer, Immutable, Alias("costintel.window-answer")]
public sealed record WindowAnswer(
    [property: Id(0)] DateTimeOffset StartUtc, [property: Id(1)] DateTimeOffset EndUtc, [property: Id(2)] string? Refusal);

/// <summary>An order to stop changes.</summary>
/// <param name="Order">A StopOrder message; null when it was refused.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("costintel.stop-answer")]
public sealed record StopAnswer([property: Id(0)] byte[]? Order, [property: Id(1)] string? Refusal);

/// <summary>Why does a change wait?</summary>
/// <param name="CaseId">Which.</param>
/// <param name="Events">What happened to it, in order, as StoredCaseEvent messages; none for one that nobody has asked for.</param>
/// <param name="Members">StoredRecommendation messages; at least one.</param>
[GenerateSerializer, Immutable, Alias("costintel.explain-question")]
public sealed record ExplainQuestion(
    [property: Id(0)] string CaseId, [property: Id(1)] byte[][] Events, [property: Id(2)] byte[][] Members);
