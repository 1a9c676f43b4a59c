using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>A template with its parameters, which have been checked. Pure: the same facts give the same change.</summary>
public interface IWhatIf
{
    /// <summary>What it would make of a resource.</summary>
    /// <param name="facts">The resource.</param>
    /// <param name="catalog">What things cost.</param>
    WhatIfAnswer For(ResourceFacts facts, PriceCatalog catalog);
}

/// <summary>What a template makes of a resource: a change, or the reason why none.</summary>
/// <param name="Change">The change; null when it is refused.</param>
/// <param name="Refusal">Why not; null when there is a change.</param>
public readonly record struct WhatIfAnswer(Change? Change, WhatIfRefusal? Refusal)
{
    /// <summary>A change.</summary>
    public static implicit operator WhatIfAnswer(Change change) => new(change, null);

    /// <summary>A refusal.</summary>
    public static implicit operator WhatIfAnswer(WhatIfRefusal refusal) => new(null, refusal);
}

/// <summary>Why a template makes no change.</summary>
/// <param name="Field">The parameter that is to blame, or what of the resource: "resource".</param>
/// <param name="Reason">What is wrong, for people.</param>
public sealed record WhatIfRefusal(string Field, string Reason)
{
    /// <summary>What of the resource stands against it.</summary>
    public const string Resource = "resource";

    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {Reason}";
}
