using CostIntel.Connectors.Generation;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Server.Demo;

/// <summary>What goes wrong in the simulated fleet: a machine that runs away, and one in a region nobody uses.</summary>
internal sealed class DemoTrouble(SimulatedFleet fleet)
{
    private const int RunawayAfter = 30;
    private const int RunawayHours = 40;
    private const int StrangerAfter = 90;
    private const decimal StrangerPerSecond = 0.2m;

    private int _seconds;

    /// <summary>Charges of a second beyond what the fleet uses.</summary>
    /// <param name="start">Start of the second.</param>
    /// <param name="onTrouble">Hears what goes wrong.</param>
    public IEnumerable<SimulatedCharge> Charges(DateTimeOffset start, Action<string> onTrouble)
    {
        _seconds++;
        if (_seconds == RunawayAfter)
        {
            var hour = fleet.Charges(start.AddMinutes(-start.Minute).AddSeconds(-start.Second), TimeSpan.FromHours(1))
                .MaxBy(charge => charge.Costs.Effective);
            onTrouble($"resource {hour.Series.ResourceId} runs away");
            yield return hour with
            {
                StartSeconds = start.ToUnixTimeSeconds(),
                EndSeconds = start.ToUnixTimeSeconds() + 1,
                Costs = Times(hour.Costs, RunawayHours),
                Quantity = hour.Quantity * RunawayHours,
            };
        }

        if (_seconds >= StrangerAfter)
        {
            var series = Stranger(fleet.Series[0]);
            if (_seconds == StrangerAfter)
            {
                onTrouble($"somebody mines in {series.RegionId}, which nobody uses: {series.ResourceId}");
            }

            yield return new SimulatedCharge(
                series,
                start.ToUnixTimeSeconds(),
                start.ToUnixTimeSeconds() + 1,
                new Costs(StrangerPerSecond, StrangerPerSecond, StrangerPerSecond, StrangerPerSecond),
                1);
        }
    }

    private static Costs Times(in Costs costs, decimal factor) =>
        new(costs.Billed * factor, costs.Effective * factor, costs.List * factor, costs.Contracted * factor);

    private static ChargeSeries Stranger(ChargeSeries like) => new()
    {
        Provider = like.Provider,
        BillingAccountId = like.BillingAccountId,
        SubAccountId = like.SubAccountId,
        ServiceName = "Batch Computing",
        ServiceCategory = "Compute",
        RegionId = "sa-south-9",
        ResourceId = "batch-unknown-1",
        ChargeCategory = "Usage",
        ConsumedUnit = "Seconds",
        Currency = like.Currency,
    };
}
