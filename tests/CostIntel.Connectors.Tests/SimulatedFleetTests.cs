using CostIntel.Connectors.Generation;

namespace CostIntel.Connectors.Tests;

public sealed class SimulatedFleetTests
{
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Stretches_give_the_same_charges_in_whatever_order_they_are_asked_for()
    {
        var once = Hours(new SimulatedFleet(5, 50), Enumerable.Range(0, 48));
        var again = Hours(new SimulatedFleet(5, 50), Enumerable.Range(0, 48).Reverse());
        Assert.Equal(once.OrderBy(charge => charge.StartSeconds), again.OrderBy(charge => charge.StartSeconds));
        Assert.NotEqual(once, Hours(new SimulatedFleet(6, 50), Enumerable.Range(0, 48)));
    }

    [Fact]
    public void A_resource_keeps_its_series_object()
    {
        var fleet = new SimulatedFleet(5, 20);
        var first = fleet.Charges(Monday, TimeSpan.FromHours(1)).Select(charge => charge.Series);
        Assert.All(fleet.Series.Zip(first), pair => Assert.Same(pair.First, pair.Second));
        Assert.Equal(20, fleet.Series.Distinct().Count());
    }

    [Fact]
    public void A_minute_costs_its_part_of_an_hour()
    {
        var fleet = new SimulatedFleet(5, 20);
        var constant = fleet.Charges(Monday, TimeSpan.FromHours(1)).ToList().FindIndex(charge => charge.Quantity == 1);
        var hour = fleet.Charges(Monday, TimeSpan.FromHours(1)).ElementAt(constant);
        var half = fleet.Charges(Monday, TimeSpan.FromMinutes(30)).ElementAt(constant);
        Assert.Equal((0.5m, 1800L), (half.Quantity, half.EndSeconds - half.StartSeconds));
        Assert.Equal(hour.Costs, half.Costs + half.Costs);
    }

    [Fact]
    public void Office_hours_cost_more_than_the_night_and_the_weekend()
    {
        var fleet = new SimulatedFleet(5, 300);
        decimal Cost(double hours) =>
            fleet.Charges(Monday.AddHours(hours), TimeSpan.FromHours(1)).Sum(charge => charge.Costs.List);

        Assert.True(Cost(10) > Cost(3) * 1.2m, $"Monday 10:00 {Cost(10)}, 03:00 {Cost(3)}");
        Assert.True(Cost(10) > Cost(10 + (5 * 24)) * 1.2m, $"Monday 10:00 {Cost(10)}, Saturday {Cost(10 + (5 * 24))}");
    }

    [Fact]
    public void Stretches_longer_than_an_hour_or_without_length_are_refused()
    {
        var fleet = new SimulatedFleet(5, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => fleet.Charges(Monday, TimeSpan.FromMinutes(61)));
        Assert.Throws<ArgumentOutOfRangeException>(() => fleet.Charges(Monday, TimeSpan.Zero));
    }

    private static List<SimulatedCharge> Hours(SimulatedFleet fleet, IEnumerable<int> hours) =>
        [.. hours.SelectMany(hour => fleet.Charges(Monday.AddHours(hour), TimeSpan.FromHours(1)))];
}
