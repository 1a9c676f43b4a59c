namespace CostIntel.Connectors.Generation;

/// <summary>What was written.</summary>
/// <param name="Rows">Rows after the header.</param>
/// <param name="Totals">Exact sums by currency, ordered by code.</param>
public sealed record GeneratedStatement(long Rows, IReadOnlyList<CurrencyTotals> Totals);
