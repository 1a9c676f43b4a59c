using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Domain.Workflow.Execution;

/// <summary>Who carries changes out, how carefully, and what is asked of their effect.</summary>
public sealed record ExecutionPolicy
{
    /// <summary>Stands for a person who does it and says so.</summary>
    public const string ByHand = "by-hand";

    /// <summary>What holds where nothing is said: people carry out everything.</summary>
    public static ExecutionPolicy Default { get; } = new();

    /// <summary>The hash of its canonical form; empty while it was not read from a document.</summary>
    public string Version { get; init; } = "";

    /// <summary>The first that holds for a change names its executor; without one it is done by hand.</summary>
    public IReadOnlyList<ExecutionRule> Rules { get; init; } = [];

    /// <summary>How long and how often things are tried and watched.</summary>
    public ExecutionLimits Limits { get; init; } = ExecutionLimits.Default;

    /// <summary>What was found to hold longer ago than this is not carried out before it is found again. Default 48 hours.</summary>
    public TimeSpan EvidenceWithin { get; init; } = TimeSpan.FromHours(48);

    /// <summary>What is asked of the cost. Default: that it is as promised, where it is known in time.</summary>
    public CostCheck CostCheck { get; init; } = CostCheck.WhenKnown;

    /// <summary>The rule that says who carries out a change; null when a person does.</summary>
    /// <remarks>
    /// A person does, whatever the rules say, what concerns no single resource, such as a purchase, and what cannot be undone:
    /// the engine changes nothing without a way back.
    /// </remarks>
    public ExecutionRule? RuleFor(Recommendation recommendation)
    {
        if (!recommendation.Target.IsResource || !recommendation.Proposal.Candidate.Change.RollbackPossible)
        {
            return null;
        }

        var facts = ApprovalFacts.Of(recommendation);
        return Rules.FirstOrDefault(rule => rule.When.Holds(facts)) is { Executor: not ByHand } rule ? rule : null;
    }
}
