namespace CostIntel.Domain.Incidents.Rules;

/// <summary>From which score on a finding is raised.</summary>
public static class SensitivityScale
{
    // Scores of cost detectors are graded so that each step is about a third of a decade of false alerts.
    private static readonly double[] Cost = [0.75, 0.6, 0.5, 0.45, 0.4];
    private static readonly double[] Metrics = [0.75, 0.6, 0.5, 0.45, 0.4];

    /// <summary>The least score that is raised, 0 to 1.</summary>
    public static double ThresholdOf(Sensitivity sensitivity, Measure measure) =>
        (measure == Measure.Metric ? Metrics : Cost)[(int)sensitivity - 1];

    /// <summary>One step towards more; the highest stays.</summary>
    public static Sensitivity Raised(Sensitivity sensitivity) =>
        sensitivity < Sensitivity.Highest ? sensitivity + 1 : sensitivity;

    /// <summary>One step towards less; the lowest stays.</summary>
    public static Sensitivity Lowered(Sensitivity sensitivity) =>
        sensitivity > Sensitivity.Lowest ? sensitivity - 1 : sensitivity;
}
