using CostIntel.Domain.Workflow;

namespace CostIntel.Grains.Changes.Execution;

/// <summary>What a look at a change before it begins has found.</summary>
/// <param name="Outcome">Whether it may begin.</param>
/// <param name="StateHash">Hash of the state of the resources.</param>
/// <param name="Undo">For each step what its executor needs to undo it; empty where it did not say, and for a step by hand.</param>
/// <param name="Text">Why.</param>
public sealed record InspectionReport(CheckOutcome Outcome, string StateHash, IReadOnlyList<string> Undo, string Text);
