using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>What one commitment has to do with one resource.</summary>
/// <param name="CommitmentId">
/// FOCUS CommitmentDiscountId; empty for the commitments beyond <see cref="CommitmentLedger.LinesMax"/>, taken together.
/// </param>
/// <param name="IsUnused">True for what was committed to and not used, false for usage that it covers.</param>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="Days">Effective cost by UTC day; the table's other costs equal it.</param>
/// <param name="Hours">The same by UTC hour.</param>
public sealed record CommitmentLine(string CommitmentId, bool IsUnused, Currency Currency, CostTable Days, CostTable Hours);
