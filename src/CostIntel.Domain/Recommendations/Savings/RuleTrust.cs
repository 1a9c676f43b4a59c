namespace CostIntel.Domain.Recommendations.Savings;

/// <summary>How far what a rule promised has come true: the confidence in what it proposes next is multiplied by it.</summary>
/// <param name="Rule">Name of the recommender.</param>
/// <param name="Measured">Applied recommendations that were measured for long enough.</param>
/// <param name="Kept">Shares of their promises that were kept, each 0 to 1, added up.</param>
public sealed record RuleTrust(string Rule, int Measured, double Kept)
{
    /// <summary>A measurement of fewer days says little.</summary>
    public const int DaysMin = 7;

    // So many kept promises are assumed before the first is measured.
    private const double Assumed = 3;
    private const double Least = 0.1;

    /// <summary>0.1 to 1; 1 until promises are broken.</summary>
    public double Factor => Math.Max(Least, (Kept + Assumed) / (Measured + Assumed));

    /// <summary>Nothing was measured.</summary>
    public static RuleTrust Unknown(string rule) => new(rule, 0, 0);

    /// <summary>What the measurements of a rule's applied recommendations say. Undone ones kept nothing.</summary>
    /// <param name="rule">Name of the recommender.</param>
    /// <param name="realised">Of each, what it has saved; null for one that was undone.</param>
    public static RuleTrust Of(string rule, IEnumerable<RealisedSaving?> realised)
    {
        var (measured, kept) = (0, 0.0);
        foreach (var saving in realised)
        {
            if (saving is null)
            {
                measured++;
            }
            else if (saving.Days >= DaysMin && saving.Promised > 0)
            {
                measured++;
                kept += KeptShare(saving);
            }
        }

        return new(rule, measured, kept);
    }

    // What a forecast cannot tell from a kept promise is one.
    private static double KeptShare(RealisedSaving saving) => saving.SavedHigh >= saving.Promised
        ? 1
        : (double)Math.Clamp(saving.Saved / saving.Promised, 0, 1);
}
