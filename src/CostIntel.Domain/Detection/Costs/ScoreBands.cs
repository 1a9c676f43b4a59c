namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// The scores between which a finding is of another weight: each is what one step of sensitivity asks for. A series
/// that was raised is quiet until it reaches the next band, so that whoever is less sensitive is told as well.
/// </summary>
public static class ScoreBands
{
    /// <summary>From the most sensitive to the least; the middle one is what is raised without a rule.</summary>
    public static IReadOnlyList<double> Thresholds { get; } = [0.4, 0.45, 0.5, 0.6, 0.75];

    /// <summary>How many thresholds a score has reached.</summary>
    public static int Of(double score)
    {
        var band = 0;
        while (band < Thresholds.Count && score >= Thresholds[band])
        {
            band++;
        }

        return band;
    }
}
