using CostIntel.Domain.Sla;
using CostIntel.Domain.Workflow.Approvals.Calendar;
using CostIntel.Domain.Workflow.Approvals.Limits;

namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>Who may approve what, when changes are made, and how many at a time.</summary>
public sealed record ApprovalPolicy
{
    /// <summary>Everybody with the role of an approver belongs to this group.</summary>
    public const string Approvers = "approvers";

    /// <summary>What holds where nothing is said: one approver, and no change that breaks an objective.</summary>
    public static ApprovalPolicy Default { get; } = new();

    /// <summary>The hash of its canonical form; empty while it was not read from a document.</summary>
    public string Version { get; init; } = "";

    /// <summary>The first that holds for a change decides.</summary>
    public IReadOnlyList<ApprovalRule> Rules { get; init; } =
    [
        new()
        {
            Name = "breaks-an-objective",
            When = new() { Sla = [SlaOutcome.Blocked] },
            Verdict = RuleVerdict.Forbid,
            Reason = "A service level objective would be broken.",
        },
    ];

    /// <summary>Who is asked when no rule decides. Not empty.</summary>
    public IReadOnlyList<ApprovalLevel> Otherwise { get; init; } = [new([Approvers], [], 1, null, null, [])];

    /// <summary>How long an approval may take where a rule says nothing else. Default 7 days; more than zero.</summary>
    public TimeSpan ExpiresAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Who approves for whom.</summary>
    public IReadOnlyList<StandingDelegation> Delegations { get; init; } = [];

    /// <summary>When changes are made. Default: at any time.</summary>
    public ChangeCalendar Calendar { get; init; } = ChangeCalendar.Always;

    /// <summary>How many changes are made at a time. Default: 10 at once, 20 an hour, a tenth of a fleet.</summary>
    public IReadOnlyList<BlastLimit> Limits { get; init; } =
    [
        new("all", [], BlastGroup.Everything, 10, 20, null),
        new("fleet", [], BlastGroup.Fleet, null, null, 0.1m),
    ];
}
