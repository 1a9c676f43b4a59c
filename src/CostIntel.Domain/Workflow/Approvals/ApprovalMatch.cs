using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>Which changes a rule is about: those for which all that is said holds. What is not said holds for all.</summary>
public sealed record ApprovalMatch
{
    /// <summary>Every change.</summary>
    public static ApprovalMatch Everything { get; } = new();

    /// <summary>In one of these; empty for any.</summary>
    public IReadOnlyList<EnvironmentKind> Environments { get; init; } = [];

    /// <summary>One of these; empty for any.</summary>
    public IReadOnlyList<ActionType> Actions { get; init; } = [];

    /// <summary>One of these; empty for any.</summary>
    public IReadOnlyList<SlaOutcome> Sla { get; init; } = [];

    /// <summary>Saves at least so much a month, in the target's currency; null for any.</summary>
    public decimal? SavingMin { get; init; }

    /// <summary>Saves at most so much a month, in the target's currency; null for any.</summary>
    public decimal? SavingMax { get; init; }

    /// <summary>At least so risky, 0 to 1; null for any.</summary>
    public decimal? RiskMin { get; init; }

    /// <summary>At most so risky, 0 to 1; null for any.</summary>
    public decimal? RiskMax { get; init; }

    /// <summary>In one of these by account, service, tag and so on; empty for any.</summary>
    public IReadOnlyList<Scope> Scopes { get; init; } = [];

    /// <summary>True when the rule is about the change.</summary>
    public bool Holds(ApprovalFacts facts) =>
        IsIn(Environments, facts.Environment)
        && IsIn(Actions, facts.Action)
        && IsIn(Sla, facts.Sla)
        && IsBetween(facts.SavingPerMonth, SavingMin, SavingMax)
        && IsBetween(facts.Risk, RiskMin, RiskMax)
        && (Scopes.Count == 0 || Scopes.Any(scope => scope.Holds(facts.Target)));

    private static bool IsIn<T>(IReadOnlyList<T> wanted, T value) => wanted.Count == 0 || wanted.Contains(value);

    private static bool IsBetween(decimal value, decimal? min, decimal? max) => !(value < min) && !(value > max);
}
