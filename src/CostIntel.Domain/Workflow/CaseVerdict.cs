namespace CostIntel.Domain.Workflow;

/// <summary>What a case says to a command.</summary>
/// <param name="Events">What is to be stored, all or none, and then applied; also after a refusal, when that is to be remembered.</param>
/// <param name="State">Where the case is when they are applied.</param>
/// <param name="Refusal">Why it was refused, with the state and what is allowed; null when it was carried out.</param>
/// <param name="IsRepeat">The request was answered before, and this is that answer.</param>
public sealed record CaseVerdict(IReadOnlyList<CaseEvent> Events, WorkflowState State, string? Refusal, bool IsRepeat)
{
    /// <summary>What the case hears in its state.</summary>
    public IReadOnlyList<CaseCommandKind> Allowed => WorkflowTable.Commands[State];
}
