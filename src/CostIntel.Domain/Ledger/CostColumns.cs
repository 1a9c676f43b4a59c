using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>The columns of a <see cref="CostTable"/>; a cost that is null equals BilledCost in every slot.</summary>
/// <param name="Billed">FOCUS BilledCost.</param>
/// <param name="Effective">FOCUS EffectiveCost.</param>
/// <param name="List">FOCUS ListCost.</param>
/// <param name="Contracted">FOCUS ContractedCost.</param>
/// <param name="Quantity">FOCUS ConsumedQuantity; null when always zero.</param>
public readonly record struct CostColumns(
    DecimalColumn Billed,
    DecimalColumn? Effective,
    DecimalColumn? List,
    DecimalColumn? Contracted,
    DecimalColumn? Quantity);
