using CostIntel.Domain.Simulation;

namespace CostIntel.Domain.Tests.Simulation;

public sealed class MonteCarloTests
{
    private static readonly DrawModel Certain = new(100, 200, 10, 0, 0, 0, 0, 0, double.PositiveInfinity, 0.1);

    [Fact]
    public void What_is_certain_is_drawn_as_it_is()
    {
        var drawn = Run(Certain);

        Assert.Equal((90m, 90m, 90m, 90m), (drawn.Mean, drawn.P05, drawn.P50, drawn.P95));
        Assert.Equal((0.0, 0.0), (drawn.LossProbability, drawn.BreachProbability));
    }

    [Fact]
    public void Demand_and_prices_spread_the_saving_around_what_is_expected()
    {
        var demand = Run(Certain with { DemandError = 0.1 });
        var price = Run(Certain with { PriceError = 0.1 });

        Assert.InRange(demand.Mean, 89, 91);
        // Of 100 saved, ten of a hundred draws are 1.28 deviations of 10 below.
        Assert.InRange(demand.P10, 75, 79.5m);
        // Of 200 kept.
        Assert.InRange(price.P10, 60, 68);
        Assert.True(price.P05 < price.P10 && price.P10 < price.P50 && price.P50 < price.P90 && price.P90 < price.P95);
    }

    [Fact]
    public void Interruptions_cost_the_work_that_is_done_again()
    {
        // A tenth of the month is lost: 20 of 200.
        var drawn = Run(Certain with { Interruptions = 73, InterruptionMinutes = 60 });

        Assert.InRange(drawn.Mean, 69, 71);
        Assert.True(drawn.P95 > drawn.P05 + 4);
    }

    [Fact]
    public void A_saving_that_may_be_a_loss_says_how_likely()
    {
        var drawn = Run(Certain with { Saved = 10, PriceError = 0.2 });

        Assert.InRange(drawn.LossProbability, 0.4, 0.6);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1.1052, 0.1587)] // One deviation of the logarithm.
    [InlineData(0, 1)]
    public void Peaks_breach_as_often_as_their_spread_says(double slack, double probability)
    {
        Assert.Equal(probability, Run(Certain with { Slack = slack }).BreachProbability, 0.02);
        // Resources that are drawn together are reckoned instead.
        var many = Enumerable.Range(0, 300).Select(i => ((ulong)i + 1, Certain with { DemandError = i == 299 ? 0 : 0.01, Slack = i == 299 ? slack : double.PositiveInfinity }));
        Assert.Equal(probability, MonteCarlo.Run([.. many], 1_000, 1, default).BreachProbability, 0.01);
    }

    [Fact]
    public void The_same_seed_gives_the_same_months_in_any_order()
    {
        var models = Enumerable.Range(1, 300).Select(i => ((ulong)i, Certain with { DemandError = i / 1_000.0, PriceError = 0.01 * (i % 3) })).ToList();

        var drawn = MonteCarlo.Run(models, 500, 42, default);

        Assert.Equal(drawn, MonteCarlo.Run([.. models.AsEnumerable().Reverse()], 500, 42, default));
        Assert.NotEqual(drawn, MonteCarlo.Run(models, 500, 43, default));
    }

    [Fact]
    public void Many_resources_drawn_together_spread_like_all_of_them_drawn_apart()
    {
        DrawnSavings Of(int count, double error) => MonteCarlo.Run(
            [.. Enumerable.Range(1, count).Select(i => ((ulong)i, Certain with { DemandError = error }))], 4_000, 5, default);

        // Four times as many, twice the spread: sums of things that vary apart.
        var (few, many) = (Of(250, 0.2), Of(1_000, 0.2));

        Assert.InRange(many.P90 - many.P10, 1.85m * (few.P90 - few.P10), 2.15m * (few.P90 - few.P10));
        Assert.InRange(many.Mean, 89_800, 90_200);
    }

    [Fact]
    public void It_can_be_stopped() => Assert.Throws<OperationCanceledException>(
        () => MonteCarlo.Run([(1, Certain)], 10, 1, new CancellationToken(true)));

    private static DrawnSavings Run(DrawModel model) => MonteCarlo.Run([(7, model)], 4_000, 1, default);
}
