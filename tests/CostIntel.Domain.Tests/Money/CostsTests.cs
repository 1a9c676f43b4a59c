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
    public void One_sum_of_four_that_would_be_rounded_is_an_error()
    {
        var costs = new Costs(1, 1, 1, 1e20m);
        var tiny = new Costs(0, 0, 0, 1e-20m);

        Assert.Throws<ArithmeticException>(() => costs + tiny);
        Assert.Throws<ArithmeticException>(() => costs - tiny);
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
