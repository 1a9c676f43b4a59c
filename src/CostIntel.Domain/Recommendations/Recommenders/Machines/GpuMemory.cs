using System.Collections.Frozen;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>How much memory models of GPUs have.</summary>
internal static class GpuMemory
{
    private static readonly FrozenDictionary<string, double> ByModel = new Dictionary<string, double>
    {
        ["T4"] = 16,
        ["T4G"] = 16,
        ["L4"] = 24,
        ["A10"] = 24,
        ["A10G"] = 24,
        ["L40S"] = 48,
        ["P100"] = 16,
        ["V100"] = 16,
        ["A100"] = 40,
        ["A100-80GB"] = 80,
        ["H100"] = 80,
        ["K80"] = 12,
        ["M60"] = 8,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Of one GPU; null when the model is not known.</summary>
    public static double? GiB(string model) => ByModel.TryGetValue(model, out var memory) ? memory : null;
}
