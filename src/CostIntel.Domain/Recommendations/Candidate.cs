namespace CostIntel.Domain.Recommendations;

/// <summary>What one recommender would have done about a resource or an account, before it is priced and checked.</summary>
/// <param name="Rule">Name of the recommender, lower-case with hyphens.</param>
/// <param name="Change">What would differ.</param>
/// <param name="Confidence">How sure it is that the evidence shows what it seems to, 0 to 1.</param>
/// <param name="Effort">How much work it is.</param>
/// <param name="Reason">Why, in one sentence with the figures that matter.</param>
/// <param name="Evidence">What it rests on.</param>
/// <param name="LookBackDays">How many days were looked at.</param>
public sealed record Candidate(
    string Rule,
    Change Change,
    double Confidence,
    Effort Effort,
    string Reason,
    IReadOnlyList<EvidenceItem> Evidence,
    int LookBackDays);

/// <summary>One observation that a recommendation rests on.</summary>
/// <param name="Name">What was observed, for people: "cpu.utilization p99", "days without attachment".</param>
/// <param name="Value">The observation.</param>
/// <param name="Limit">What it was compared with; null for nothing.</param>
/// <param name="Unit">Unit of both; empty for none.</param>
public sealed record EvidenceItem(string Name, double Value, double? Limit, string Unit);
