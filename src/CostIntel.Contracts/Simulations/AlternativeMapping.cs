using CostIntel.Contracts.Recommendations;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Simulation.Templates;

namespace CostIntel.Contracts.Simulations;

/// <summary>Alternatives of a simulation from their messages.</summary>
public static class AlternativeMapping
{
    private const int NameLengthMax = 100;

    /// <summary>What an alternative asks.</summary>
    /// <exception cref="FormatException">A field is wrong; the message says which and why.</exception>
    public static IWhatIf ToWhatIf(this SimulationAlternative message)
    {
        if (message.Name.Length > NameLengthMax)
        {
            throw new FormatException($"name is longer than {NameLengthMax} characters.");
        }

        if (message.Change is { } change)
        {
            return message.Template.Length == 0 && message.Parameters.Count == 0
                ? Given(change)
                : throw new FormatException("change stands instead of template and parameters.");
        }

        return WhatIfTemplates.Read(message.Template, message.Parameters, out var refusal)
            ?? throw new FormatException(refusal!.ToString());
    }

    /// <summary>What an alternative is called: its name, or else what it is made of.</summary>
    public static string ShownName(this SimulationAlternative message)
    {
        if (message.Name.Length > 0)
        {
            return message.Name;
        }

        return message.Change is { } change
            ? $"{change.Action.ToString().ToLowerInvariant()} {change.To}".Trim()
            : string.Join(' ', message.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key}={pair.Value}").Prepend(message.Template));
    }

    private static GivenChange Given(ResourceChange message)
    {
        const double Smallest = 0.001;
        var change = message.ToDomain();
        double[] ratios = [change.CpuRatio, change.MemoryRatio, change.GpuRatio, change.InputOutputRatio, change.LatencyRatio];
        return change.PriceRatio < 0 || ratios.Any(ratio => ratio < Smallest)
            ? throw new FormatException($"change: ratios of capacity must be at least {Smallest}, and price_ratio 0 or more.")
            : new GivenChange(change);
    }
}
