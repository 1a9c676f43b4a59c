using CostIntel.Domain.Detection.Costs;
using static CostIntel.Domain.Tests.Detection.CostSeries;

namespace CostIntel.Domain.Tests.Detection;

public sealed class CostDetectorAnomalyTests
{
    [Fact]
    public void A_tripled_hour_is_raised_in_that_hour()
    {
        var (detector, _) = Fed(6 * Week, Office);

        var raised = Assert.Single(Observe(detector, Monday + (6 * Week), 3 * Office(6 * Week)));
        Assert.Equal((FindingKind.Raised, CostSignal.Spike), (raised.Kind, raised.Signal));
        Assert.InRange(raised.Expected, 0.7 * Office(6 * Week), 1.4 * Office(6 * Week));
    }

    [Fact]
    public void A_leak_of_half_a_percent_an_hour_is_found_within_four_days()
    {
        var from = 5 * Week;
        var (detector, _) = Fed(from, Office);

        var raised = Raised(detector, from, Week, hour => Office(hour) * (1 + (0.005 * (hour - from))));
        Assert.InRange(raised[0], from, from + 96);
    }

    [Fact]
    public void A_leak_in_noise_that_no_single_hour_of_it_stands_out_from_is_found()
    {
        var from = 6 * Week;
        var (detector, _) = Fed(from, Noisy);

        Assert.NotEmpty(Raised(detector, from, 2 * Week, hour => Noisy(hour) * (1 + ((hour - from) / (2.0 * Week)))));
    }

    [Fact]
    public void A_level_that_stays_higher_by_less_than_any_one_hour_would_tell_is_a_shift()
    {
        var (detector, _) = Fed(6 * Week, Office);
        var findings = Feed(detector, 6 * Week, 40, hour => 1.45 * Office(hour));

        Assert.Equal(CostSignal.LevelShift, findings[0].Signal);
    }

    [Fact]
    public void A_jump_in_a_series_that_wanders_is_found_though_it_has_been_there_before()
    {
        var noise = new Noise(11);
        var wander = 0.0;
        double Wandering(int hour)
        {
            wander = (0.95 * wander) + (0.08 * noise.Gauss());
            return 10 * Math.Exp(wander);
        }

        var (detector, _) = Fed(10 * Week, Wandering);
        Assert.Single(Raised(detector, 10 * Week, 1, hour => 2.6 * Wandering(hour)));
    }

    [Fact]
    public void What_was_always_charged_and_is_charged_no_more_is_raised_when_the_slot_has_settled()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        var slot = Monday + (4 * Week);

        Assert.Empty(Observe(detector, slot, 0));
        var findings = Settle(detector, slot);
        Assert.Equal([FindingKind.Raised, FindingKind.Confirmed], findings.Select(finding => finding.Kind));
        Assert.Equal(CostSignal.DropToZero, findings[0].Signal);
    }

    [Fact]
    public void A_second_outage_is_found_after_a_long_first_one()
    {
        var (detector, _) = Fed(4 * Week, Steady);
        Raised(detector, 4 * Week, 48, _ => 0);
        Raised(detector, (4 * Week) + 48, Week, Steady);

        Assert.NotEmpty(Raised(detector, (5 * Week) + 48, 6, _ => 0));
    }

    [Fact]
    public void A_meter_that_repeats_one_value_is_found_whatever_the_value()
    {
        var (detector, _) = Fed(4 * Week, Office);
        var findings = Enumerable.Range(4 * Week, 6)
            .SelectMany(hour => Final(detector, Monday + hour, Office(4 * Week)))
            .ToList();

        Assert.Equal(CostSignal.StuckMeter, findings[0].Signal);
    }

    [Fact]
    public void Charges_in_every_hour_where_there_was_one_in_two_are_found_within_a_day()
    {
        var (detector, _) = Fed(4 * Week, Seldom);

        var raised = Raised(detector, 4 * Week, 24, hour => 15 * (1 + (0.2 * new Noise((ulong)hour).Uniform())));
        Assert.NotEmpty(raised);
    }

    [Fact]
    public void A_huge_spike_on_day_two_is_seen()
    {
        var (detector, findings) = Fed(24, Office);

        Assert.Empty(findings);
        var raised = Assert.Single(Observe(detector, Monday + 24, 500 * Office(24)));
        Assert.Equal(CostSignal.FirstSeen, raised.Signal);
    }

    [Fact]
    public void A_day_with_a_third_of_the_usual_is_an_outage_and_one_with_four_times_it_a_spike()
    {
        var (detector, _) = FedDays(70, DayCost);

        Assert.Equal(CostSignal.DropToZero, FeedDays(detector, 70, 1, day => DayCost(day) / 3)[0].Signal);
        Assert.Empty(FeedDays(detector, 71, 10, DayCost));
        Assert.Equal(CostSignal.Spike, FeedDays(detector, 81, 1, day => 4 * DayCost(day))[0].Signal);
    }

    [Fact]
    public void A_leak_over_a_week_of_days_is_found()
    {
        var (detector, _) = FedDays(70, DayCost);

        Assert.NotEmpty(FeedDays(detector, 70, 8, day => DayCost(day) * (1 + (0.1 * (day - 69)))));
    }
}
