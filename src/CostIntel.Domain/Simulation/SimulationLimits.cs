namespace CostIntel.Domain.Simulation;

/// <summary>How much one simulation may be about.</summary>
public static class SimulationLimits
{
    /// <summary>Alternatives compared at once.</summary>
    public const int AlternativesMax = 10;

    /// <summary>Resources replayed at once.</summary>
    public const int ResourcesMax = 20_000;

    /// <summary>Complete days replayed; resources give no more.</summary>
    public const int DaysMax = 90;

    /// <summary>Draws of what may come.</summary>
    public const int DrawsMax = 10_000;
}
