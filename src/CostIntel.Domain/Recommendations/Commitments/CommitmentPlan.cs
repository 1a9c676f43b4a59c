using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;

namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>One way to commit to a market's usage.</summary>
/// <param name="Offer">What is bought.</param>
/// <param name="PaidPerHour">What is paid an hour, whether it is used or not.</param>
/// <param name="CoveredPerHour">Usage an hour that it covers at most, at today's prices.</param>
public sealed record CommitmentPlan(CommitmentOffer Offer, decimal PaidPerHour, double CoveredPerHour)
{
    private const int PaidDecimals = 3;
    private const double FloorShare = 0.05;

    /// <summary>All that is paid over its term.</summary>
    public decimal Total => PaidPerHour * Offer.TermMonths * CostHistory.HoursPerMonth;

    /// <summary>For how many days the usage has to last until on demand it would have cost as much as the whole term.</summary>
    public int BreakEvenDays => (int)Math.Ceiling((double)Total / (CoveredPerHour * LedgerTime.HoursPerDay));

    /// <summary>What is saved an hour by covering usage, on average; negative when what is paid is more.</summary>
    /// <param name="hourly">Usage an hour.</param>
    public double SavedPerHour(ReadOnlySpan<double> hourly)
    {
        var covered = 0.0;
        foreach (var usage in hourly)
        {
            covered += Math.Min(usage, CoveredPerHour);
        }

        return (covered / hourly.Length) - (double)PaidPerHour;
    }

    /// <summary>
    /// The plan that saves most with an offer, within the policy's limits; null when it would save nothing. What it saves
    /// rises with the amount until one more unit would be unused in too many hours, so the limits only cut it off.
    /// </summary>
    /// <param name="offer">What may be bought.</param>
    /// <param name="hourly">Usage that is to be expected, one an hour.</param>
    /// <param name="monthly">What a month of it costs now.</param>
    /// <param name="policy">The limits.</param>
    public static CommitmentPlan? Best(CommitmentOffer offer, double[] hourly, double monthly, CommitmentPolicy policy)
    {
        var ratio = (double)offer.PriceRatio;
        if (ratio >= 1)
        {
            return null;
        }

        // A unit pays for itself when it is used in at least this share of hours: its price relative to that on demand.
        var optimum = Quantile(hourly, 1 - ratio);
        var floor = policy.FloorShareMax * Quantile(hourly, FloorShare);
        var risk = policy.RiskShareMax * monthly / (ratio * offer.TermMonths * CostHistory.HoursPerMonth);
        var paid = decimal.Round(
            (decimal)(ratio * Math.Max(0, Math.Min(optimum, Math.Min(floor, risk)))), PaidDecimals, MidpointRounding.ToZero);
        return paid == 0 ? null : new(offer, paid, (double)(paid / offer.PriceRatio));
    }

    /// <summary>The smallest value that so many of the others do not exceed.</summary>
    public static double Quantile(double[] values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)(share * (sorted.Length - 1))];
    }
}
