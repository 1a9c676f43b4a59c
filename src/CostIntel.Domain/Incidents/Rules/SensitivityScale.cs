using CostIntel.Domain.Detection.Costs;

namespace CostIntel.Domain.Incidents.Rules;

/// <summary>From which score on a finding is raised.</summary>
public static class SensitivityScale
{
    /// <summary>The least score that is raised, 0 to 1.</summary>
    public static double ThresholdOf(Sensitivity sensitivity) =>
        ScoreBands.Thresholds[Sensitivity.Highest - sensitivity];

    /// <summary>One step towards more; the highest stays.</summary>
    public static Sensitivity Raised(Sensitivity sensitivity) =>
        sensitivity < Sensitivity.Highest ? sensitivity + 1 : sensitivity;

    /// <summary>One step towards less; the lowest stays.</summary>
    public static Sensitivity Lowered(Sensitivity sensitivity) =>
        sensitivity > Sensitivity.Lowest ? sensitivity - 1 : sensitivity;
}
