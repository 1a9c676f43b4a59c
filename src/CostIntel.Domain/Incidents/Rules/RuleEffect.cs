namespace CostIntel.Domain.Incidents.Rules;

/// <summary>What a rule says.</summary>
public abstract record RuleEffect;

/// <summary>How little it takes. Of several rules, the one that was said last counts.</summary>
public sealed record SetSensitivity(Sensitivity Sensitivity) : RuleEffect;

/// <summary>How much a change must be. Of several rules, the one that was said last counts.</summary>
public sealed record SetMinimumImpact(MinimumImpact Minimum) : RuleEffect;

/// <summary>Nothing at all is raised.</summary>
public sealed record Mute : RuleEffect;

/// <summary>Nothing is raised at certain hours of every week.</summary>
public sealed record Maintenance(WeeklyWindow Window) : RuleEffect;

/// <summary>Nothing is raised that costs no more per hour than what people know and expect.</summary>
/// <param name="UpToPerHour">In the currency of the series, rises and drops alike.</param>
public sealed record Expectation(decimal UpToPerHour) : RuleEffect;

/// <summary>
/// A change that was announced: what its series cost more is taken without a word until it comes to more than was
/// announced, and is then raised as a whole.
/// </summary>
/// <param name="UpTo">
/// How much more the scope may cost in all, in each currency that its series have; null for any amount.
/// </param>
/// <param name="Taken">The series that have changed and what they have come to.</param>
public sealed record PlannedChange(decimal? UpTo, IReadOnlyList<IncidentMember> Taken) : RuleEffect
{
    /// <summary>What its series have cost more up to now; of several currencies the largest amount.</summary>
    public decimal Used => Taken
        .GroupBy(member => member.Subject.Unit)
        .Select(members => MoneyAtStake.Of(members, members.Max(member => member.EndSeconds)).Excess)
        .DefaultIfEmpty()
        .Max();

    /// <summary>True when they may cost no more.</summary>
    public bool IsExceeded => UpTo is { } limit && Used > limit;

    /// <summary>True when it has taken the series.</summary>
    public bool Has(Subject subject) => Taken.Any(member => member.Subject.Key == subject.Key);

    /// <summary>Takes a further finding.</summary>
    public PlannedChange Taking(Finding finding)
    {
        var members = Taken.ToList();
        var index = members.FindIndex(member => member.Subject.Key == finding.Subject.Key);
        if (index >= 0)
        {
            members[index] = members[index].With(finding);
        }
        else
        {
            members.Add(IncidentMember.Of(finding));
        }

        return this with { Taken = members };
    }
}
