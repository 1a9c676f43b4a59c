namespace CostIntel.Domain.Incidents.Rules;

/// <summary>Something that people have said about what is to be raised.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Scope">Which series it is about.</param>
/// <param name="FromUtc">From when, UTC, inclusive; null for always.</param>
/// <param name="UntilUtc">Until when, UTC, exclusive; null for ever.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="CreatedBy">Who said it.</param>
/// <param name="CreatedUtc">When it was said, UTC.</param>
/// <param name="Effect">What it says.</param>
public sealed record Rule(
    string Id,
    Scope Scope,
    DateTimeOffset? FromUtc,
    DateTimeOffset? UntilUtc,
    string Reason,
    string CreatedBy,
    DateTimeOffset CreatedUtc,
    RuleEffect Effect)
{
    /// <summary>True when it says something about a series at a time.</summary>
    public bool AppliesTo(Subject subject, DateTimeOffset time) =>
        (FromUtc is not { } from || time >= from) && (UntilUtc is not { } until || time < until) && Scope.Holds(subject);
}
