using System.Collections.Frozen;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>All templates.</summary>
public static class WhatIfTemplates
{
    private static readonly (WhatIfTemplate Template, Func<WhatIfParameters, IWhatIf> Read)[] Known =
    [
        (Rightsize.Template, Rightsize.Read),
        (RunHours.Template, RunHours.Read),
        (Tier.Template, Tier.Read),
        (Commit.Template, Commit.Read),
        (MoveRegion.Template, MoveRegion.Read),
        (Spot.Template, Spot.Read),
        (Removal.Stop, Removal.ReadStop),
        (Removal.Delete, Removal.ReadDelete),
        (Custom.Template, Custom.Read),
    ];

    private static readonly FrozenDictionary<string, (WhatIfTemplate Template, Func<WhatIfParameters, IWhatIf> Read)> ByName =
        Known.ToFrozenDictionary(known => known.Template.Name, StringComparer.Ordinal);

    /// <summary>What can be asked.</summary>
    public static IReadOnlyList<WhatIfTemplate> All { get; } = [.. Known.Select(known => known.Template)];

    /// <summary>Checks a template's parameters.</summary>
    /// <param name="template">Its name.</param>
    /// <param name="parameters">By name.</param>
    /// <param name="refusal">What is wrong; null for nothing.</param>
    /// <returns>Null when something is wrong.</returns>
    public static IWhatIf? Read(string template, IReadOnlyDictionary<string, string> parameters, out WhatIfRefusal? refusal)
    {
        if (!ByName.TryGetValue(template, out var known))
        {
            refusal = new("template", $"is '{template}'; known are {string.Join(", ", All.Select(one => one.Name))}.");
            return null;
        }

        var names = known.Template.Parameters.Select(parameter => parameter.Name).ToList();
        if (parameters.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            refusal = new(unknown, $"is no parameter of {template}; known are {string.Join(", ", names)}.");
            return null;
        }

        var reader = new WhatIfParameters(parameters);
        var read = known.Read(reader);
        refusal = reader.Fault;
        return refusal is null ? read : null;
    }
}
