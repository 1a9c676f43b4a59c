using CostIntel.Domain.Ledger;

namespace CostIntel.Grains.Accounts;

/// <summary>Resources with what they cost.</summary>
/// <param name="Items">One per resource and currency.</param>
[GenerateSerializer, Immutable, Alias("costintel.resource-costs")]
public sealed record ResourceCosts([property: Id(0)] ResourceCost[] Items);

/// <summary>What a resource cost in one currency.</summary>
/// <param name="Resource">Canonical resource key.</param>
/// <param name="Sum">Its costs.</param>
[GenerateSerializer, Immutable, Alias("costintel.resource-cost")]
public readonly record struct ResourceCost([property: Id(0)] string Resource, [property: Id(1)] CurrencyCosts Sum);
