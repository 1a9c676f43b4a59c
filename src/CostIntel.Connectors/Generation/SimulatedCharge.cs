using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Connectors.Generation;

/// <summary>One charge of the simulated fleet.</summary>
/// <param name="Series">All that is not time, cost or quantity; one object for each series of the fleet.</param>
/// <param name="StartSeconds">Start of the charge period, seconds since 1970-01-01T00:00:00Z.</param>
/// <param name="EndSeconds">End of the charge period, exclusive.</param>
/// <param name="Costs">Exact costs in the series' currency.</param>
/// <param name="Quantity">ConsumedQuantity in the series' unit.</param>
public readonly record struct SimulatedCharge(
    ChargeSeries Series, long StartSeconds, long EndSeconds, Costs Costs, decimal Quantity);
