namespace CostIntel.Domain.Recommendations.Risks;

/// <summary>How much may go wrong with a change, and why.</summary>
/// <param name="Score">0 for nothing to lose to 1 for everything: the sum of the weighted parts.</param>
/// <param name="Parts">What it is made of; the weights sum to 1.</param>
public sealed record Risk(double Score, IReadOnlyList<RiskPart> Parts);

/// <summary>One thing that makes a change risky.</summary>
/// <param name="Name">What it is, lower-case with hyphens.</param>
/// <param name="Weight">How much it counts, 0 to 1.</param>
/// <param name="Value">How bad it is, 0 to 1.</param>
/// <param name="Why">What that rests on, for people.</param>
public sealed record RiskPart(string Name, double Weight, double Value, string Why);
