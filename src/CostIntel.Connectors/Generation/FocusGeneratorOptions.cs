using CostIntel.Connectors.Focus;

namespace CostIntel.Connectors.Generation;

/// <summary>What a generated statement holds. Rows: about Resources x Days, times 24 with hourly rows.</summary>
public sealed class FocusGeneratorOptions
{
    /// <summary>The FOCUS version of the file, 1.0 to 1.4. Default 1.2.</summary>
    public FocusVersion Version { get; init; } = FocusVersion.V12;

    /// <summary>Billing accounts, spread over the providers. Default 3; at least 1.</summary>
    public int Accounts { get; init; } = 3;

    /// <summary>Resources. Default 200; at least 1.</summary>
    public int Resources { get; init; } = 200;

    /// <summary>The first day, UTC. Default 2026-01-01.</summary>
    public DateOnly Start { get; init; } = new(2026, 1, 1);

    /// <summary>Days from the first one on. Default 30; at least 1.</summary>
    public int Days { get; init; } = 30;

    /// <summary>Whether usage is charged by the hour; by the day otherwise, which is the default.</summary>
    public bool HourlyRows { get; init; }

    /// <summary>ISO 4217 codes; account n bills in code n modulo their count. Default USD.</summary>
    public IReadOnlyList<string> Currencies { get; init; } = ["USD"];
}
