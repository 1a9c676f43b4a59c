using CostIntel.Domain.Detection.Costs;
using static CostIntel.Domain.Tests.Detection.CostSeries;

namespace CostIntel.Domain.Tests.Detection;

public sealed class CostDetectorUsualTests
{
    [Fact]
    public void A_week_and_its_nights_are_usual()
    {
        Assert.Empty(Fed(6 * Week, Office).Findings);
    }

    [Fact]
    public void A_series_that_begins_on_a_friday_has_no_storm_after_its_first_weekend()
    {
        Assert.Empty(Fed(3 * Week, hour => Office(hour + (4 * 24))).Findings);
    }

    [Fact]
    public void Growth_of_half_a_month_is_usual()
    {
        Assert.Empty(Fed(16 * Week, hour => Office(hour) * Math.Pow(1.5, hour / 720.0)).Findings);
    }

    [Fact]
    public void Nights_and_weekends_without_any_charge_are_usual()
    {
        var (detector, findings) = Fed(8 * Week, hour => IsBusy(hour) ? Office(hour) : 0);

        Assert.Empty(findings);
        Assert.Empty(Raised(detector, 8 * Week, Week, hour => IsBusy(hour) ? Office(hour) : 0));
    }

    [Fact]
    public void A_charge_a_day_and_a_charge_a_week_are_usual()
    {
        Assert.Empty(Raised(new(SeriesStep.Hour), 0, 8 * Week, hour => hour % 24 == 3 ? Steady(hour) : 0));
        Assert.Empty(Raised(new(SeriesStep.Hour), 0, 8 * Week, hour => hour % Week == 30 ? Steady(hour) : 0));
    }

    [Fact]
    public void A_zero_says_nothing_in_a_series_that_is_often_zero()
    {
        var (detector, findings) = Fed(4 * Week, Seldom);

        Assert.Empty(findings);
        Assert.Empty(Raised(detector, 4 * Week, 24, _ => 0));
    }

    [Fact]
    public void A_constant_series_is_usual_and_its_change_is_not()
    {
        var (detector, findings) = Fed(4 * Week, _ => 7);

        Assert.Empty(findings);
        Assert.Single(Observe(detector, Monday + (4 * Week), 14));
    }

    [Fact]
    public void A_series_that_stays_at_one_value_is_told_for_days_and_not_for_ever()
    {
        var (detector, _) = Fed(4 * Week, Office);
        Raised(detector, 4 * Week, 2 * Week, _ => 20);

        Assert.Empty(Raised(detector, 6 * Week, 4 * Week, _ => 20));
    }

    [Fact]
    public void A_fee_is_told_once_and_known_in_the_months_to_come()
    {
        static double Fee(int hour) => TimeOf(hour) is { Day: 12, Hour: 5 } ? 900 + Steady(hour) : Steady(hour);

        var raised = Raised(new(SeriesStep.Hour), 0, 20 * Week, Fee);
        Assert.Equal(12, TimeOf(Assert.Single(raised)).Day);
    }

    [Fact]
    public void A_fee_in_the_first_hour_of_all_is_no_model_for_what_follows()
    {
        var (detector, findings) = Fed(2 * Week, hour => hour == 0 ? 900 : Steady(hour));

        Assert.Empty(findings);
        Assert.InRange(detector.Expect(Monday + (2 * Week)).Expected, 9, 11);
    }

    [Fact]
    public void A_fee_that_is_three_times_the_known_one_is_told()
    {
        static double Fee(int hour) =>
            TimeOf(hour) is { Day: 12, Hour: 5 } ? 900 * (hour > 2_000 ? 3 : 1) : Steady(hour);

        var raised = Raised(new(SeriesStep.Hour), 0, 14 * Week, Fee);
        Assert.Equal(2, raised.Count);
    }

    [Fact]
    public void A_months_end_is_known_after_the_first_one()
    {
        var raised = Raised(new(SeriesStep.Hour), 0, 18 * Week, MonthEnd);

        Assert.All(raised, hour => Assert.Equal(1, TimeOf(hour).Month));
    }

    [Fact]
    public void A_change_of_level_at_the_end_of_a_month_is_not_expected_of_the_next_one()
    {
        var changed = Enumerable.Range(0, 9 * Week).First(hour => hour > 7 * Week && IsMonthEnd(hour));
        double Changed(int hour) => hour < changed ? Steady(hour) : 1.6 * Steady(hour);

        var (detector, _) = Fed(changed + (2 * Week), Changed);
        Assert.Empty(Raised(detector, changed + (2 * Week), 6 * Week, Changed));
        Assert.InRange(detector.Expect(Monday + NextMonthEnd(changed + (8 * Week))).Expected, 14, 18);
    }

    [Fact]
    public void Daily_series_learn_their_week()
    {
        Assert.Empty(FedDays(84, DayCost).Findings);
    }

    private static int NextMonthEnd(int hour) => Enumerable.Range(hour, 40 * 24).First(IsMonthEnd);
}
