using CostIntel.Domain.Money;

namespace CostIntel.Domain.Queries;

/// <summary>One row of an answer.</summary>
/// <param name="Keys">One value per grouped dimension.</param>
/// <param name="Period">First UTC day of the period, or the UTC hour; 0 without periods.</param>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="Costs">The sums.</param>
/// <param name="Quantities">FOCUS ConsumedQuantity, one sum per ConsumedUnit.</param>
public sealed record CostRow(
    IReadOnlyList<string> Keys,
    int Period,
    Currency Currency,
    Costs Costs,
    IReadOnlyList<UnitAmount> Quantities);

/// <summary>An amount of a unit.</summary>
/// <param name="Unit">FOCUS ConsumedUnit.</param>
/// <param name="Amount">How much.</param>
public readonly record struct UnitAmount(string Unit, decimal Amount);
