namespace CostIntel.Domain.Workflow.Execution;

/// <summary>What is known of a change since it was made.</summary>
/// <param name="Members">One for each step that is in effect.</param>
/// <param name="CostCheck">What is asked of the cost.</param>
public sealed record HealthFacts(IReadOnlyList<MemberHealth> Members, CostCheck CostCheck);

/// <summary>What is known of one changed resource.</summary>
/// <param name="Resource">Its FOCUS ResourceId, for people.</param>
/// <param name="MayBeSilent">It does not run at all hours any more, so it is not expected to be measured.</param>
/// <param name="Observed">What its executor sees.</param>
/// <param name="Slos">How its SLOs were kept; empty when none holds for it.</param>
/// <param name="Cost">What it saved; null when that is not known.</param>
public sealed record MemberHealth(
    string Resource, bool MayBeSilent, Observation Observed, IReadOnlyList<SloSince> Slos, CostSince? Cost);

/// <summary>What an executor sees of a change.</summary>
public enum Observation
{
    /// <summary>It cannot tell.</summary>
    Unknown = 0,

    /// <summary>The resource is as the change wanted it.</summary>
    InEffect,

    /// <summary>The resource is not as the change wanted it.</summary>
    NotInEffect,
}

/// <summary>How an SLO was kept before and since a change.</summary>
/// <param name="SloId">Which.</param>
/// <param name="BadShareAllowed">Share of samples that may be bad, above 0 and below 1.</param>
/// <param name="GoodBefore">Good samples of the day before.</param>
/// <param name="BadBefore">Bad samples of the day before.</param>
/// <param name="GoodSince">Good samples since.</param>
/// <param name="BadSince">Bad samples since.</param>
public sealed record SloSince(
    string SloId, decimal BadShareAllowed, long GoodBefore, long BadBefore, long GoodSince, long BadSince);

/// <summary>What a change has saved in the days since.</summary>
/// <param name="Days">Whole days.</param>
/// <param name="Saved">What was saved, in the resource's currency.</param>
/// <param name="SavedHigh">In 9 of 10 cases at most this was saved.</param>
/// <param name="Promised">What the recommendation said that these days would save.</param>
/// <param name="Currency">Code of the currency.</param>
public sealed record CostSince(int Days, decimal Saved, decimal SavedHigh, decimal Promised, string Currency);
