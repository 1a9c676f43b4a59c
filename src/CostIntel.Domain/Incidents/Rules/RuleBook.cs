namespace CostIntel.Domain.Incidents.Rules;

/// <summary>What a tenant's people have said about what is to be raised, and what follows of it for a finding.</summary>
/// <param name="Rules">In the order in which they were said.</param>
/// <param name="Scale">What is severe.</param>
public sealed record RuleBook(IReadOnlyList<Rule> Rules, SeverityScale Scale)
{
    /// <summary>Rules of one tenant.</summary>
    public const int RulesMax = 1_000;

    /// <summary>Nothing has been said.</summary>
    public static RuleBook Empty { get; } = new([], SeverityScale.Default);

    /// <summary>What follows for a finding. Its bucket's start decides which rules apply.</summary>
    public Ruling Judge(Finding finding)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(finding.StartSeconds);
        var (sensitivity, minimum) = (Sensitivity.Normal, MinimumImpact.Default);
        Rule? silent = null;
        Rule? planned = null;
        foreach (var rule in Rules.Where(rule => rule.AppliesTo(finding.Subject, time)))
        {
            switch (rule.Effect)
            {
                case SetSensitivity set:
                    sensitivity = set.Sensitivity;
                    break;
                case SetMinimumImpact set:
                    minimum = set.Minimum;
                    break;
                case PlannedChange when finding.Subject.Measure == Measure.Cost:
                    planned = rule;
                    break;
                default:
                    silent ??= IsSilencedBy(rule.Effect, finding, time) ? rule : null;
                    break;
            }
        }

        if (finding.Score < SensitivityScale.ThresholdOf(sensitivity))
        {
            return new(Outcome.TooWeak, null);
        }

        if (!minimum.IsReachedBy(finding))
        {
            return new(Outcome.TooSmall, null);
        }

        if (silent is not null)
        {
            return new(Outcome.Silenced, silent);
        }

        return planned is null ? Ruling.Raise : new(Outcome.Planned, planned);
    }

    /// <summary>The sensitivity that holds for a series.</summary>
    public Sensitivity SensitivityOf(Subject subject, DateTimeOffset time) =>
        Rules.Where(rule => rule.AppliesTo(subject, time))
            .Select(rule => rule.Effect)
            .OfType<SetSensitivity>()
            .LastOrDefault()?.Sensitivity ?? Sensitivity.Normal;

    /// <summary>With a rule more, or another in place of the one with its id.</summary>
    public RuleBook With(Rule rule) => this with { Rules = [.. Rules.Where(known => known.Id != rule.Id), rule] };

    /// <summary>With a rule in its place, which keeps its rank among the others.</summary>
    public RuleBook Updating(Rule rule) => this with { Rules = [.. Rules.Select(known => known.Id == rule.Id ? rule : known)] };

    /// <summary>Without a rule.</summary>
    public RuleBook Without(string id) => this with { Rules = [.. Rules.Where(rule => rule.Id != id)] };

    /// <summary>Without the rules that ended before a time.</summary>
    public RuleBook WithoutEnded(DateTimeOffset before) =>
        this with { Rules = [.. Rules.Where(rule => rule.UntilUtc is not { } until || until >= before)] };

    private static bool IsSilencedBy(RuleEffect effect, Finding finding, DateTimeOffset time) => effect switch
    {
        Mute => true,
        Maintenance maintenance => maintenance.Window.Holds(time),
        Expectation expected =>
            MoneyAtStake.Money(Math.Abs(finding.Excess) * 3_600 / finding.StepSeconds) <= expected.UpToPerHour,
        _ => false,
    };
}

/// <summary>What becomes of a finding.</summary>
public enum Outcome
{
    /// <summary>It is raised.</summary>
    Raised = 1,

    /// <summary>Its score is below the sensitivity.</summary>
    TooWeak,

    /// <summary>Its impact is below the minimum.</summary>
    TooSmall,

    /// <summary>A mute, a maintenance window or what people expect silences it.</summary>
    Silenced,

    /// <summary>A planned change takes it.</summary>
    Planned,
}

/// <summary>What becomes of a finding, and by which rule.</summary>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Rule">By which rule; null when none decided.</param>
public readonly record struct Ruling(Outcome Outcome, Rule? Rule)
{
    /// <summary>It is raised.</summary>
    public static Ruling Raise { get; } = new(Outcome.Raised, null);
}
