using System.Collections.Frozen;

namespace CostIntel.Domain.Recommendations.Recommenders.Machines;

/// <summary>How much memory models of GPUs have. Some come in two sizes under one name.</summary>
internal static class GpuMemory
{
    private static readonly FrozenDictionary<string, (double Least, double Most)> ByModel =
        new Dictionary<string, (double Least, double Most)>
        {
            ["T4"] = (16, 16),
            ["T4G"] = (16, 16),
            ["L4"] = (24, 24),
            ["A10"] = (24, 24),
            ["A10G"] = (24, 24),
            ["L40S"] = (48, 48),
            ["P100"] = (12, 16),
            ["V100"] = (16, 32),
            ["A100"] = (40, 80),
            ["H100"] = (80, 94),
            ["K80"] = (12, 12),
            ["M60"] = (8, 8),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What one GPU has for certain, GiB; null when the model is not known.</summary>
    public static double? Least(string model) => ByModel.TryGetValue(model, out var memory) ? memory.Least : null;

    /// <summary>What one GPU may have, GiB; null when the model is not known.</summary>
    public static double? Most(string model) => ByModel.TryGetValue(model, out var memory) ? memory.Most : null;
}
