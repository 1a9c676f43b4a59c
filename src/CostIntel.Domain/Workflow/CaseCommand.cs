using CostIntel.Domain.Identity;
using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Domain.Workflow;

/// <summary>Something that is asked of a case.</summary>
/// <param name="Kind">What.</param>
public abstract record CaseCommand(CaseCommandKind Kind)
{
    /// <summary>The longest request id.</summary>
    public const int RequestIdLengthMax = 128;

    /// <summary>Names the request: the same again gets the same answer. Empty where the engine asks itself.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Who asks; empty for the engine.</summary>
    public string Actor { get; init; } = "";

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset AtUtc { get; init; }

    /// <summary>The same for commands that ask for the same, whenever they do.</summary>
    public string Fingerprint() =>
        Convert.ToHexStringLower(PermanentHash.Hash128(System.Text.Encoding.UTF8.GetBytes($"{Kind}\n{Actor}\n{Content}")));

    /// <summary>What is asked, beside its kind.</summary>
    protected virtual string Content => "";
}

/// <summary>Proposes a plan.</summary>
/// <param name="Plan">It.</param>
/// <param name="StateHash">Hash of the state of the resources that it was made for.</param>
/// <param name="Text">Why.</param>
public sealed record ProposePlan(ChangePlan Plan, string StateHash, string Text) : CaseCommand(CaseCommandKind.ProposePlan)
{
    /// <inheritdoc/>
    protected override string Content => $"{Plan.Hash()}\n{StateHash}\n{Text}";
}

/// <summary>Puts another plan in place of what was proposed.</summary>
/// <param name="Plan">It.</param>
/// <param name="StateHash">Hash of the state of the resources that it was made for.</param>
/// <param name="Text">Why.</param>
public sealed record ReplacePlan(ChangePlan Plan, string StateHash, string Text) : CaseCommand(CaseCommandKind.ReplacePlan)
{
    /// <inheritdoc/>
    protected override string Content => $"{Plan.Hash()}\n{StateHash}\n{Text}";
}

/// <summary>Says in what state the resources are.</summary>
/// <param name="StateHash">Hash of it.</param>
public sealed record ReportState(string StateHash) : CaseCommand(CaseCommandKind.ReportState)
{
    /// <inheritdoc/>
    protected override string Content => StateHash;
}

/// <summary>Asks for approval.</summary>
/// <param name="Requirement">Whose, as the policy says.</param>
public sealed record AskApproval(ApprovalRequirement Requirement) : CaseCommand(CaseCommandKind.AskApproval);

/// <summary>Agrees with what was seen.</summary>
/// <param name="Groups">Groups the actor is in.</param>
/// <param name="PlanHash">Hash of the plan that the actor has seen.</param>
/// <param name="StateHash">Hash of the state of the resources that the actor has seen.</param>
/// <param name="Text">What the actor says.</param>
public sealed record Approve(IReadOnlyList<string> Groups, string PlanHash, string StateHash, string Text)
    : CaseCommand(CaseCommandKind.Approve)
{
    /// <inheritdoc/>
    protected override string Content => $"{PlanHash}\n{StateHash}\n{Text}";
}

/// <summary>Does not want it.</summary>
/// <param name="Text">Why.</param>
public sealed record Reject(string Text) : CaseCommand(CaseCommandKind.Reject)
{
    /// <inheritdoc/>
    protected override string Content => Text;
}

/// <summary>Lets another decide in the actor's place, in the level whose turn it is.</summary>
/// <param name="Groups">Groups the actor is in.</param>
/// <param name="To">Who is to decide.</param>
/// <param name="Text">Why.</param>
public sealed record Delegate(IReadOnlyList<string> Groups, string To, string Text) : CaseCommand(CaseCommandKind.Delegate)
{
    /// <inheritdoc/>
    protected override string Content => $"{To}\n{Text}";
}

/// <summary>Says something.</summary>
/// <param name="Text">What.</param>
public sealed record Comment(string Text) : CaseCommand(CaseCommandKind.Comment)
{
    /// <inheritdoc/>
    protected override string Content => Text;
}

/// <summary>Gives it a time.</summary>
/// <param name="StartUtc">When it is to begin; at once when that is over.</param>
/// <param name="EndUtc">By when it must have begun.</param>
public sealed record ScheduleStart(DateTimeOffset StartUtc, DateTimeOffset EndUtc) : CaseCommand(CaseCommandKind.ScheduleStart)
{
    /// <inheritdoc/>
    protected override string Content => $"{StartUtc.UtcTicks}\n{EndUtc.UtcTicks}";
}

/// <summary>Keeps it from beginning.</summary>
/// <param name="Text">Why.</param>
public sealed record Halt(string Text) : CaseCommand(CaseCommandKind.Halt)
{
    /// <inheritdoc/>
    protected override string Content => Text;
}

/// <summary>Lets it begin again.</summary>
/// <param name="Text">Why.</param>
public sealed record Resume(string Text) : CaseCommand(CaseCommandKind.Resume)
{
    /// <inheritdoc/>
    protected override string Content => Text;
}

/// <summary>Ends it for a better one.</summary>
/// <param name="By">Which.</param>
/// <param name="Text">Why that is better.</param>
public sealed record Supersede(string By, string Text) : CaseCommand(CaseCommandKind.Supersede)
{
    /// <inheritdoc/>
    protected override string Content => $"{By}\n{Text}";
}

/// <summary>Ends it because what it rested on no longer holds.</summary>
/// <param name="Text">What.</param>
public sealed record Withdraw(string Text) : CaseCommand(CaseCommandKind.Withdraw)
{
    /// <inheritdoc/>
    protected override string Content => Text;
}

/// <summary>Wants it undone.</summary>
/// <param name="Text">Why.</param>
public sealed record RollBack(string Text) : CaseCommand(CaseCommandKind.RollBack)
{
    /// <inheritdoc/>
    protected override string Content => Text;
}

/// <summary>Says that a person has done it.</summary>
/// <param name="Text">How.</param>
public sealed record RecordApplied(string Text) : CaseCommand(CaseCommandKind.RecordApplied)
{
    /// <inheritdoc/>
    protected override string Content => Text;
}

/// <summary>Says that a person has undone it.</summary>
/// <param name="Text">How.</param>
public sealed record RecordRolledBack(string Text) : CaseCommand(CaseCommandKind.RecordRolledBack)
{
    /// <inheritdoc/>
    protected override string Content => Text;
}

/// <summary>Tells it the time: whatever is due happens, one thing at a time. Ask again while it is still due.</summary>
public sealed record PassTime() : CaseCommand(CaseCommandKind.PassTime);
