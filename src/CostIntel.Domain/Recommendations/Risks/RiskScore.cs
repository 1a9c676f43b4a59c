using System.Globalization;
using CostIntel.Domain.Sla;

namespace CostIntel.Domain.Recommendations.Risks;

/// <summary>
/// Reckons the risk of a change: eight parts between 0 and 1, each with a weight; the weights sum to 1. What makes any part
/// worse never makes the score better.
/// </summary>
/// <remarks>
/// The weights are a judgement, not a measurement: half of them belong to what cannot be undone and to whom it would hurt.
/// </remarks>
public static class RiskScore
{
    private const double BlastRadius = 0.15;
    private const double Environment = 0.20;
    private const double Dependants = 0.10;
    private const double Reversibility = 0.20;
    private const double ChangeFrequency = 0.05;
    private const double Evidence = 0.10;
    private const double Work = 0.10;
    private const double Objectives = 0.10;

    // A resource that is so much of its account's cost is as important as any.
    private const double CostShareFull = 0.25;
    private const double DependantsFull = 1_000;
    private const double ChangesFull = 10;
    private const double EvidenceDaysFull = 14;
    private const double EvidenceDaysOldFull = 7;
    private const double RestartShare = 0.3;

    /// <summary>The risk of a change.</summary>
    public static Risk Of(RiskFacts facts)
    {
        RiskPart[] parts =
        [
            new("blast-radius", BlastRadius, Share(facts.CostShare / CostShareFull), Text($"{facts.CostShare:P1} of the account's cost")),
            OfEnvironment(facts.Environment),
            OfDependants(facts.Dependants),
            OfReversibility(facts.Change),
            new(
                "change-frequency", ChangeFrequency, Share(facts.ChangesLately / ChangesFull),
                Text($"{facts.ChangesLately} changes were announced in the last 30 days")),
            OfEvidence(facts),
            OfWork(facts),
            OfObjectives(facts.Sla),
        ];
        return new(parts.Sum(part => part.Weight * part.Value), parts);
    }

    private static RiskPart OfEnvironment(EnvironmentKind environment)
    {
        const double Unknown = 0.6;
        var (value, why) = environment switch
        {
            EnvironmentKind.Production => (1, "production"),
            EnvironmentKind.NonProduction => (0, "not production"),
            _ => (Unknown, "no tag tells the environment"),
        };
        return new("environment", Environment, value, why);
    }

    // From none to one is a larger step than from 100 to 101.
    private static RiskPart OfDependants(double dependants) => new(
        "dependants", Dependants, Share(Math.Log(1 + Math.Max(0, dependants)) / Math.Log(1 + DependantsFull)),
        Text($"{dependants:0.#} attachments and connections"));

    private static RiskPart OfReversibility(Change change)
    {
        const double Removed = 0.4;
        const double Final = 0.7;
        var (value, why) = (change.RollbackPossible, change.IsRemoval) switch
        {
            (true, false) => (0, "it can be undone"),
            (true, true) => (Removed, "it is taken away, and can be brought back"),
            (false, false) => (Final, "it cannot be undone"),
            (false, true) => (1, "it is gone for good"),
        };
        return new("reversibility", Reversibility, value, why);
    }

    private static RiskPart OfEvidence(RiskFacts facts)
    {
        var value = Math.Max(Share(1 - (facts.EvidenceDays / EvidenceDaysFull)), Share(facts.EvidenceDaysOld / EvidenceDaysOldFull));
        return new(
            "evidence", Evidence, value,
            Text($"it spans {facts.EvidenceDays:0.#} days and is {facts.EvidenceDaysOld:0.#} days old"));
    }

    private static RiskPart OfWork(RiskFacts facts)
    {
        var restart = facts.Change.RestartNeeded;
        var steps = (double)(facts.Effort - Effort.VeryLow) / (Effort.VeryHigh - Effort.VeryLow);
        return new(
            "effort", Work, Share(((1 - RestartShare) * steps) + (restart ? RestartShare : 0)),
            $"{facts.Effort} effort, {(restart ? "with" : "without")} a restart");
    }

    private static RiskPart OfObjectives(SlaOutcome outcome)
    {
        const double Flagged = 0.6;
        var (value, why) = outcome switch
        {
            SlaOutcome.Passed => (0, "no objective is at risk"),
            SlaOutcome.Flagged => (Flagged, "an objective may be at risk or cannot be judged"),
            _ => (1, "a breach of an objective is to be expected"),
        };
        return new("objectives", Objectives, value, why);
    }

    private static double Share(double value) => Math.Clamp(value, 0, 1);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
