using CostIntel.Domain.Money;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Money;

public sealed class CostsTests
{
    [Fact]
    public void Costs_are_added_cost_by_cost_and_taken_away_again() => Prop.ForAll(Pairs, pair =>
    {
        var (one, other) = pair;
        var sum = one + other;
        return sum == new Costs(
                one.Billed + other.Billed,
                one.Effective + other.Effective,
                one.List + other.List,
                one.Contracted + other.Contracted)
            && sum - other == one
            && (one - one).IsZero
            && -(-one) == one
            && Costs.Add(one, other) == sum
            && Costs.Subtract(sum, one) == other
            && Costs.Negate(one) == Costs.Zero - one;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Costs_are_zero_only_when_all_four_are()
    {
        Assert.True(default(Costs).IsZero);
        Assert.True(new Costs(0.00m, -0m, 0, 0).IsZero);
        Assert.All(
            new Costs[] { new(1, 0, 0, 0), new(0, 1, 0, 0), new(0, 0, 1, 0), new(0, 0, 0, 1) },
            costs => Assert.False(costs.IsZero));
    }

    [Fact]
    public void A_sum_beyond_28_digits_is_the_nearest_one_and_the_other_three_stay_exact()
    {
        var costs = new Costs(1, 1, 1, 1e20m);
        var tiny = new Costs(0, 0, 1e-20m, 1e-20m);

        Assert.Equal(new Costs(1, 1, 1.00000000000000000001m, 1e20m), costs + tiny);
    }

    private static Arbitrary<(Costs One, Costs Other)> Pairs
    {
        get
        {
            var costs = from values in Amounts.Cents.ArrayOf(4)
                        select new Costs(values[0], values[1], values[2], values[3]);
            return (from one in costs from other in costs select (one, other)).ToArbitrary();
        }
    }
}
