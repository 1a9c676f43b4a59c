using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Simulation;
using CostIntel.Domain.Telemetry;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Simulation;

public sealed class SavingEstimatorTests
{
    private static readonly WeekHours OfficeHours =
        WeekHours.Of(hour => hour / 24 < 5 && hour % 24 is >= 7 and < 19);

    private static Change Ratio(decimal ratio) => new() { Action = ActionType.Rightsize, PriceRatio = ratio };

    [Fact]
    public void Half_the_price_saves_half_of_730_hours()
    {
        var estimate = SavingEstimator.Of(SimulatedFacts.Steady(cost: 0.4m), Ratio(0.5m), 14);

        Assert.Equal((292m, 146m, 146m), (estimate.CostBefore, estimate.CostAfter, estimate.Saving.Expected));
        Assert.Equal(50, estimate.SavedPercent);
        Assert.InRange(estimate.Saving.Low, 139, 146);
        Assert.InRange(estimate.Saving.High, 146, 153);
    }

    [Fact]
    public void What_is_added_is_paid_whether_it_runs_or_not()
    {
        var change = new Change { Action = ActionType.Delete, PriceRatio = 0, AddedPerMonth = 7.3m };

        var estimate = SavingEstimator.Of(SimulatedFacts.Steady(), change, 14);

        Assert.Equal((7.3m, 722.7m), (estimate.CostAfter, estimate.Saving.Expected));
    }

    [Fact]
    public void A_schedule_saves_what_the_hours_off_really_cost()
    {
        // Nights cost a tenth: switching them off saves far less than their share of the hours.
        var facts = SimulatedFacts.Of(14, hour => OfficeHours.Contains(HourOfWeek(hour)) ? 1 : 0.1m);

        var estimate = SavingEstimator.Of(facts, new Change { Action = ActionType.Schedule, Runs = OfficeHours }, 14);

        Assert.Equal(Math.Round(120m * 730 / 336, 6), estimate.CostAfter);
        Assert.Equal(Math.Round(21.6m * 730 / 336, 6), estimate.Saving.Expected);
    }

    [Fact]
    public void Days_without_hours_are_spread_by_the_shape_of_the_week()
    {
        var facts = SimulatedFacts.Of(28, hour => OfficeHours.Contains(HourOfWeek(hour)) ? 1 : 0.1m, hourDays: 7);

        var replay = CostReplay.Of(facts, new Change { Action = ActionType.Schedule, Runs = OfficeHours }, 28);

        Assert.Equal((168, 21 * 24), (replay.ExactHours, replay.ModelledHours));
        Assert.All(replay.After, (after, day) => Assert.Equal(day % 7 < 5 ? 12m : 0, after));
    }

    [Fact]
    public void What_a_day_was_charged_as_a_whole_is_spread_evenly()
    {
        var facts = SimulatedFacts.Steady(7);
        facts = facts with { Costs = facts.Costs with { DailyCosts = [.. facts.Costs.DailyCosts.Select(cost => cost + 24)] } };

        var replay = CostReplay.Of(facts, new Change { Action = ActionType.Schedule, Runs = OfficeHours }, 7);

        Assert.Equal([24m, 24, 24, 24, 24, 0, 0], replay.After);
    }

    [Fact]
    public void Days_before_the_first_charge_do_not_make_it_cheaper()
    {
        var facts = SimulatedFacts.Of(14, hour => hour / 24 < SimulatedFacts.Today - 4 ? 0 : 1);
        facts = facts with { FirstChargeSeconds = LedgerTime.Seconds(SimulatedFacts.Today - 4) };

        Assert.Equal(730, SavingEstimator.Of(facts, Ratio(0), 14).CostBefore);
    }

    [Fact]
    public void Without_a_complete_day_nothing_is_promised()
    {
        var facts = SimulatedFacts.Steady() with { FirstChargeSeconds = LedgerTime.Seconds(SimulatedFacts.Today) };

        Assert.Equal(new SavingEstimate(0, 0, new(0, 0, 0)), SavingEstimator.Of(facts, Ratio(0.5m), 14));
        Assert.Throws<ArgumentOutOfRangeException>(() => SavingEstimator.Of(facts, Ratio(0.5m), 0));
    }

    [Fact]
    public void Fewer_days_and_less_certain_prices_widen_the_interval()
    {
        decimal Width(int days, double error)
        {
            var saving = SavingEstimator.Of(SimulatedFacts.Steady(30), Ratio(0.5m) with { PriceError = error }, days).Saving;
            return saving.High - saving.Low;
        }

        Assert.True(Width(3, 0) > 2 * Width(14, 0));
        Assert.True(Width(14, 0.2) > 4 * Width(14, 0));
        Assert.InRange(Width(30, 0.1), 2 * 1.28m * 36, 2 * 1.4m * 37.5m);
    }

    [Fact]
    public void The_same_price_at_all_hours_saves_nothing() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyArray<byte>>(), costs =>
        {
            var facts = SimulatedFacts.Of(10, hour => costs.Get[hour % costs.Get.Length] / 7m);
            var replay = CostReplay.Of(facts, Ratio(1), 90);

            // A twelfth digit is the finest that is kept.
            return replay.Before.Select(cost => Math.Round(cost, 12)).SequenceEqual(replay.After)
                && Math.Abs(SavingEstimator.Of(facts, Ratio(1), 90).Saving.Expected) <= 0.000001m;
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void The_cheaper_it_gets_the_more_is_saved() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte>(), ArbMap.Default.ArbFor<byte>(), (one, other) =>
        {
            var facts = SimulatedFacts.Of(14, hour => (hour % 5) + 1);
            var cheap = SavingEstimator.Of(facts, Ratio(Math.Min(one, other) / 100m), 14);
            var dear = SavingEstimator.Of(facts, Ratio(Math.Max(one, other) / 100m), 14);
            return cheap.Saving.Expected >= dear.Saving.Expected && cheap.CostBefore == dear.CostBefore;
        }).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData(14)]
    [InlineData(30)]
    public void About_eight_months_of_ten_come_to_what_the_interval_says(int days)
    {
        var random = new SimulationRandom(7);
        var (inside, below) = (0, 0);
        const int Cases = 600;
        for (var i = 0; i < Cases; i++)
        {
            var noise = Enumerable.Range(0, days + 30).Select(_ => 1 + (decimal)(0.3 * random.Normal())).ToArray();
            decimal CostOf(int hour, int start) =>
                (HourOfWeek(hour) / 24 < 5 ? 2 : 1) * noise[(hour / 24) - start];
            var start = SimulatedFacts.Today - days;
            var saving = SavingEstimator.Of(SimulatedFacts.Of(days, hour => CostOf(hour, start)), Ratio(0.5m), days).Saving;
            var truth = Enumerable.Range(start + days, 28).Sum(day => 24 * CostOf(day * 24, start)) / 2 * 730 / (28 * 24);
            inside += truth >= saving.Low && truth <= saving.High ? 1 : 0;
            below += truth >= saving.Low ? 1 : 0;
        }

        Assert.InRange((double)inside / Cases, 0.75, 0.92);
        Assert.InRange((double)below / Cases, 0.85, 0.98);
    }

    private static int HourOfWeek(int hour) => WeekShape.HourOfWeek(hour * 3_600L);
}
