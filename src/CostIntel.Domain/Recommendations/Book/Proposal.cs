using CostIntel.Domain.Recommendations.Risks;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Recommendations.Book;

/// <summary>A candidate with what it is worth, what it puts at risk and how risky it is.</summary>
/// <param name="Candidate">What is proposed.</param>
/// <param name="Estimate">What it is worth, in the target's currency.</param>
/// <param name="Sla">What it does to service level objectives.</param>
/// <param name="Risk">How much may go wrong.</param>
/// <param name="Environment">Who depends on the target.</param>
public sealed record Proposal(
    Candidate Candidate, SavingEstimate Estimate, SlaVerdict Sla, Risk Risk, EnvironmentKind Environment)
{
    // Without any risk a saving is not worth infinitely more.
    private const double LeastRisk = 0.1;
    private const double MaterialChange = 0.1;

    /// <summary>By what recommendations are ranked: saving × confidence ÷ risk.</summary>
    /// <param name="trust">How far promises of its rule came true, see <see cref="Savings.RuleTrust"/>.</param>
    public double Rank(double trust) =>
        Math.Max(0, (double)Estimate.Saving.Expected) * Candidate.Confidence * trust / Math.Max(LeastRisk, Risk.Score);

    /// <summary>True when somebody who knows the one should hear of the other.</summary>
    public bool IsMaterialChangeOf(Proposal before)
    {
        var (now, then) = (Estimate.Saving.Expected, before.Estimate.Saving.Expected);
        return Candidate.Change.To != before.Candidate.Change.To
            || Candidate.Change.Runs != before.Candidate.Change.Runs
            || Sla.Outcome != before.Sla.Outcome
            || (double)Math.Abs(now - then) > MaterialChange * (double)Math.Abs(then);
    }
}
