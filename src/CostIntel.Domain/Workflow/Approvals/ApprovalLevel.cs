namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>
/// One level of an approval: so many of these people must agree. Whoever proposed the change never counts, whatever
/// group they are in (four eyes), and nobody counts twice.
/// </summary>
/// <param name="Groups">Whose members may approve.</param>
/// <param name="People">Principals who may approve by name. Groups and people are not both empty.</param>
/// <param name="Count">How many different people must agree. At least 1.</param>
/// <param name="RemindAfter">How long after the level was asked those asked are reminded; null: never.</param>
/// <param name="EscalateAfter">How long after the level was asked others are asked as well; null: never.</param>
/// <param name="EscalateTo">Groups whose members may approve this level too, once it has escalated.</param>
public sealed record ApprovalLevel(
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> People,
    int Count,
    TimeSpan? RemindAfter,
    TimeSpan? EscalateAfter,
    IReadOnlyList<string> EscalateTo);
