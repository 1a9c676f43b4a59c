using System.Globalization;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;

namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>Finds commitments that are used too little to be worth their price.</summary>
public static class CommitmentWaste
{
    /// <summary>Name of the rule.</summary>
    public const string Rule = "commitment-waste";

    private const double Percent = 100;
    private const int SilentDaysMax = 3;
    private const int HoursPerDay = 24;
    private const decimal DaysPerMonth = (decimal)CostHistory.HoursPerMonth / HoursPerDay;
    private const double Confidence = 0.95;
    private const double ConfidenceOfFall = 0.75;
    private const double High = 0.9;

    /// <summary>Commitments of an account that are wasted.</summary>
    /// <param name="basis">Commitments of the whole account.</param>
    /// <param name="policy">How much a commitment has to be used.</param>
    public static IEnumerable<AccountCandidate> Recommend(CommitmentBasis basis, AdvicePolicy policy)
    {
        // Of commitments that are not told apart any more, some may be counted as unused that are not.
        var areToldApart = basis.Uses.All(use => use.CommitmentId.Length > 0);
        if (!areToldApart || policy.Disabled.Contains(Rule))
        {
            return [];
        }

        return basis.Uses.Select(use => Of(use, policy)).OfType<AccountCandidate>();
    }

    private static AccountCandidate? Of(CommitmentUse use, AdvicePolicy policy)
    {
        var days = Math.Min(policy.LookBackDays, CommitmentWindow.Days);
        var totals = use.Used.Zip(use.Unused, (used, unused) => used + unused).ToList();
        var isKnown = totals.FindIndex(total => total > 0) is var first && first >= 0 && first <= totals.Count - days;
        var isAlive = totals.Skip(totals.Count - SilentDaysMax).Any(total => total > 0);
        if (!isKnown || !isAlive)
        {
            return null;
        }

        var (used, unused) = (use.Used.TakeLast(days).ToList(), use.Unused.TakeLast(days).ToList());
        var paid = used.Sum() + unused.Sum();
        var usedPercent = Percent * (double)(used.Sum() / paid);
        var lost = decimal.Round(unused.Sum() / days * DaysPerMonth, 2);
        return usedPercent >= policy.Commitments.UsedPercentMin || lost < policy.MinimumSaving || lost <= 0
            ? null
            : Candidate(use, usedPercent, decimal.Round(paid / days * DaysPerMonth, 2), lost, unused, policy);
    }

    private static AccountCandidate Candidate(
        CommitmentUse use, double usedPercent, decimal paid, decimal lost, List<decimal> unused, AdvicePolicy policy)
    {
        // Whether all of it can be exchanged or used is for people to find out; in the worst case none of it.
        var high = decimal.Round(unused.Order().ElementAt((int)(High * (unused.Count - 1))) * DaysPerMonth, 2);
        var estimate = new SavingEstimate(paid, paid - lost, new(0, lost, Math.Max(lost, high)));
        var change = new Change
        {
            Action = ActionType.Configure,
            From = string.Create(CultureInfo.InvariantCulture, $"{usedPercent:0.#} % used"),
            To = "exchanged, sold, or used",
            PriceRatio = estimate.CostAfter / estimate.CostBefore,
            RollbackPossible = false,
        };
        var reason = string.Create(
            CultureInfo.InvariantCulture,
            $"Commitment {use.CommitmentId} was {usedPercent:0.#} % used in the last {unused.Count} days and loses {lost:0.00} "
            + $"{use.Currency} a month; exchange or sell it, or move usage onto it.");
        EvidenceItem[] evidence =
        [
            new("used of the commitment", Math.Round(usedPercent, 1), policy.Commitments.UsedPercentMin, "percent"),
            new("paid a month", (double)paid, null, use.Currency.Code),
            new("unused a month", (double)lost, null, use.Currency.Code),
        ];
        var isSteady = unused.Count(cost => cost > 0) == unused.Count;
        return new(
            new Candidate(
                Rule, change, isSteady ? Confidence : ConfidenceOfFall, Effort.Medium, reason, evidence, unused.Count),
            estimate,
            use.CommitmentId,
            "",
            "",
            use.Currency.Code);
    }
}
