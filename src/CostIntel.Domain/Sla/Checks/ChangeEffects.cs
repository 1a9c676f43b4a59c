using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Sla.Checks;

/// <summary>What a change takes away from those who use a resource.</summary>
internal static class ChangeEffects
{
    /// <summary>True when there is an hour of the week in which it no longer runs.</summary>
    public static bool HasHoursOff(this Change change) => change.IsRemoval || change.Runs.Count < WeekShape.Hours;

    /// <summary>True when less load fits, or each access takes longer, or it is not always there.</summary>
    public static bool TakesAway(this Change change) =>
        change.HasHoursOff() || change.HasLessCapacity() || change.LatencyRatio > 1 || change.InterruptionsPerMonth > 0;

    /// <summary>True when less load fits.</summary>
    public static bool HasLessCapacity(this Change change) =>
        change.CpuRatio < 1 || change.MemoryRatio < 1 || change.GpuRatio < 1 || change.InputOutputRatio < 1;
}
