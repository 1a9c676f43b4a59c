namespace CostIntel.Domain.Workflow.Execution;

/// <summary>How a change does.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Text">What was seen, for people.</param>
public sealed record HealthReport(HealthOutcome Outcome, string Text);
