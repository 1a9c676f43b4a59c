using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Sla;
using static CostIntel.Domain.Tests.Sla.TestFacts;

namespace CostIntel.Domain.Tests.Sla;

public sealed class SlaCheckTests
{
    [Theory]
    [InlineData(40, SlaOutcome.Passed)]
    [InlineData(50, SlaOutcome.Blocked)]
    public void Half_the_processors_want_twice_the_headroom(double cpu, SlaOutcome expected)
    {
        var verdict = SlaCheck.Of(Of(Metric("cpu.utilization", cpu)), Smaller(0.5), []);

        var finding = Assert.Single(verdict.Findings);
        Assert.Equal(expected, verdict.Outcome);
        Assert.Equal("headroom cpu.utilization", finding.Subject);
        Assert.Equal(2 * cpu, finding.Predicted, 2 * cpu * 0.05);
        Assert.Contains("/ 0.5 of the capacity =", finding.Arithmetic);
        Assert.EndsWith("at most 85%", finding.Arithmetic);
    }

    [Fact]
    public void Memory_is_judged_by_its_largest_value_since_what_does_not_fit_ends_the_process()
    {
        var memory = Metric("memory.utilization", seconds => seconds == Start + Day ? 60 : 20);

        Assert.Equal(SlaOutcome.Blocked, SlaCheck.Of(Of(memory), Smaller(1, 0.5), []).Outcome);
        Assert.Equal(SlaOutcome.Passed, SlaCheck.Of(Of(memory), Smaller(1, 0.7), []).Outcome);
    }

    [Fact]
    public void Growth_that_fills_it_within_a_month_is_flagged()
    {
        var growing = Metric("cpu.utilization", seconds => 15 + (1.0 * (seconds - Start) / Day));

        var verdict = SlaCheck.Of(Of(growing), Smaller(0.5), []);

        Assert.Equal(SlaOutcome.Flagged, verdict.Outcome);
        Assert.Contains("a day × 14 days", verdict.Findings[0].Arithmetic);
    }

    [Fact]
    public void A_container_is_judged_against_what_it_asked_for()
    {
        var facts = Of(Metric("cpu.used", 0.5), Metric("cpu.requested", 2), Metric("memory.used", 8e8), Metric("memory.requested", 1e9));

        Assert.Equal(SlaOutcome.Passed, SlaCheck.Of(facts, Smaller(0.5), []).Outcome);
        Assert.Equal(SlaOutcome.Blocked, SlaCheck.Of(facts, Smaller(0.25), []).Outcome);
        Assert.Equal(SlaOutcome.Blocked, SlaCheck.Of(facts, Smaller(1, 0.5), []).Outcome);
    }

    [Fact]
    public void Less_of_what_nobody_measures_is_flagged()
    {
        var verdict = SlaCheck.Of(Of(Metric("cpu.utilization", 10)), Smaller(0.5, 0.5), []);

        Assert.Equal(SlaOutcome.Flagged, verdict.Outcome);
        Assert.Contains(verdict.Findings, finding => finding.Arithmetic.StartsWith("memory.utilization has never been measured"));
    }

    [Fact]
    public void Evidence_that_is_short_or_old_is_flagged()
    {
        var brief = Metric("cpu.utilization", 10, 2);
        var old = Metric("cpu.utilization", 10);

        var ofBrief = SlaCheck.Of(Of(brief), Smaller(0.5), []);
        var ofOld = SlaCheck.Of(At(old.LastSeconds + (3 * Day), old), Smaller(0.5), []);

        Assert.Equal((SlaOutcome.Flagged, SlaOutcome.Flagged), (ofBrief.Outcome, ofOld.Outcome));
        Assert.EndsWith("span 2 days, 3 are needed", ofBrief.Findings[0].Arithmetic);
        Assert.EndsWith("is 3 days old, at most 2 count", ofOld.Findings[0].Arithmetic);
    }

    /// <summary>M/M/1: 30% busy on half the capacity is 60% busy, so responses take (1 - 0.3) / (1 - 0.6) = 1.75 times as long.</summary>
    [Theory]
    [InlineData(250, SlaOutcome.Passed)]
    [InlineData(190, SlaOutcome.Flagged)]
    [InlineData(150, SlaOutcome.Blocked)]
    public void Latency_grows_as_a_queue_does(double threshold, SlaOutcome expected)
    {
        var facts = Of(Metric("cpu.utilization", 30), Metric("latency.p95", 100));

        var verdict = SlaCheck.Of(facts, Smaller(0.5), [Whole(AtMost("latency.p95", threshold))]);

        var finding = verdict.Findings.Single(finding => finding.Subject == "slo");
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(175, finding.Predicted, 10.0);
        Assert.Contains("× (1 - 0.3", finding.Arithmetic);
    }

    [Fact]
    public void Work_that_does_not_fit_is_blocked_whatever_the_threshold()
    {
        var facts = Of(Metric("cpu.utilization", 60), Metric("latency.p95", 1), Metric("requests", 100));

        var latency = SlaCheck.Of(facts, Smaller(0.5), [Whole(AtMost("latency.p95", 1e9))]);
        var throughput = SlaCheck.Of(facts, Smaller(0.5), [Whole(AtLeast("requests", 1))]);

        Assert.Equal(SlaOutcome.Blocked, latency.Findings[0].Outcome);
        Assert.Contains("the queue has no end", latency.Findings[0].Arithmetic);
        Assert.Equal(SlaOutcome.Blocked, throughput.Findings[0].Outcome);
        Assert.InRange(throughput.Findings[0].Predicted, 70, 95);
    }

    [Fact]
    public void A_colder_class_multiplies_the_time_of_each_access()
    {
        var facts = Of(Metric("latency.p99", 20));
        var colder = new Change { Action = ActionType.Tier, LatencyRatio = 3 };

        Assert.Equal(SlaOutcome.Passed, SlaCheck.Of(facts, colder, [Whole(AtMost("latency.p99", 100))]).Outcome);
        Assert.Equal(SlaOutcome.Blocked, SlaCheck.Of(facts, colder, [Whole(AtMost("latency.p99", 50))]).Outcome);
        Assert.Equal(SlaOutcome.Passed, SlaCheck.Of(facts, colder, []).Outcome);
    }

    [Fact]
    public void A_slower_disk_is_blocked_when_it_has_carried_what_is_asked_and_no_longer_would()
    {
        var facts = Of(Metric("disk.read", 100));
        var slower = new Change { Action = ActionType.Tier, InputOutputRatio = 0.5 };

        Assert.Equal(SlaOutcome.Blocked, SlaCheck.Of(facts, slower, [Whole(AtLeast("disk.read", 80))]).Outcome);
        Assert.Equal(SlaOutcome.Flagged, SlaCheck.Of(facts, slower, [Whole(AtLeast("disk.read", 120))]).Outcome);
        Assert.Equal(SlaOutcome.Passed, SlaCheck.Of(facts, slower, [Whole(AtLeast("disk.read", 40))]).Outcome);
    }

    /// <summary>99.9% of 30 days leaves 43.2 minutes.</summary>
    [Theory]
    [InlineData(1, 10, SlaOutcome.Passed)]
    [InlineData(3, 10, SlaOutcome.Flagged)]
    [InlineData(5, 10, SlaOutcome.Blocked)]
    public void Interruptions_use_up_the_error_budget(double times, double minutes, SlaOutcome expected)
    {
        var spot = new Change { Action = ActionType.Configure, InterruptionsPerMonth = times, MinutesPerInterruption = minutes };

        var verdict = SlaCheck.Of(Of(), spot, [new(AtLeast("availability", 99, 0.999), 100_000, 0)]);

        Assert.Equal(expected, verdict.Outcome);
        Assert.Contains("at most 43.2 min of the error budget are left", verdict.Findings[0].Arithmetic);
    }

    [Fact]
    public void A_restart_waits_for_a_person_when_the_budget_is_short()
    {
        var migration = new Change { Action = ActionType.Migrate, RestartNeeded = true };

        Assert.Equal(SlaOutcome.Passed, SlaCheck.Of(Of(), migration, [new(AtLeast("availability", 99, 0.999), 10_000, 0)]).Outcome);
        Assert.Equal(SlaOutcome.Flagged, SlaCheck.Of(Of(), migration, [new(AtLeast("availability", 99, 0.999), 10_000, 10)]).Outcome);
    }

    [Fact]
    public void A_budget_that_is_used_up_leaves_nothing_to_take_away()
    {
        var facts = Of(Metric("cpu.utilization", 5), Metric("latency.p95", 1));
        var spent = new SloStatus(AtMost("latency.p95", 1_000), 980, 20);

        Assert.Equal(SlaOutcome.Blocked, SlaCheck.Of(facts, Smaller(0.5), [spent]).Outcome);
        Assert.Equal(SlaOutcome.Passed, SlaCheck.Of(facts, Smaller(2), [spent]).Outcome);
    }

    [Fact]
    public void Hours_off_are_for_hours_in_which_nobody_asks()
    {
        var office = Metric("requests", seconds => (seconds - Start) / 3_600 % 24 is >= 8 and < 18 ? 5 : 0, 22);
        var nights = new Change { Action = ActionType.Schedule, Runs = WeekHours.Of(hour => hour % 24 is >= 8 and < 18) };
        var mornings = nights with { Runs = WeekHours.Of(hour => hour % 24 is >= 12 and < 18) };
        SloStatus[] slos = [Whole(AtLeast("availability", 99))];

        Assert.Equal(SlaOutcome.Passed, SlaCheck.Of(Of(office), nights, slos).Outcome);
        Assert.Equal(SlaOutcome.Blocked, SlaCheck.Of(Of(office), mornings, slos).Outcome);
        Assert.Equal(SlaOutcome.Flagged, SlaCheck.Of(Of(office), mornings, []).Outcome);
        Assert.Contains("in 28 of the 126 hours off", SlaCheck.Of(Of(office), mornings, []).Findings[0].Arithmetic);
    }

    [Fact]
    public void What_somebody_uses_is_not_removed()
    {
        var removal = new Change { Action = ActionType.Delete };

        Assert.Equal(SlaOutcome.Blocked, SlaCheck.Of(Of(Metric("requests", 2)), removal, []).Outcome);
        Assert.Equal(SlaOutcome.Passed, SlaCheck.Of(Of(Metric("attachments", 0)), removal, []).Outcome);
        Assert.Equal(SlaOutcome.Flagged, SlaCheck.Of(Of(), removal, []).Outcome);
        Assert.Equal(SlaOutcome.Flagged, SlaCheck.Of(Of(Metric("attachments", 0, 4)), removal, []).Outcome);
    }

    [Fact]
    public void An_objective_on_what_is_not_measured_is_flagged()
    {
        var verdict = SlaCheck.Of(Of(Metric("cpu.utilization", 5)), Smaller(0.5), [Whole(AtMost("latency.p95", 10))]);

        Assert.Equal(SlaOutcome.Flagged, verdict.Outcome);
        Assert.Contains("latency.p95 has never been measured", verdict.Findings[0].Arithmetic);
    }

    [Fact]
    public void A_commitment_touches_no_objective()
    {
        var verdict = SlaCheck.Of(Of(), new Change { Action = ActionType.Purchase }, [Whole(AtMost("latency.p95", 10))]);

        Assert.Equal(SlaOutcome.Passed, verdict.Outcome);
        Assert.Single(verdict.Findings);
    }

    [Fact]
    public void A_limit_in_bytes_shrinks_with_the_capacity_that_it_was_set_for()
    {
        var facts = Of(Metric("memory.used", 4e9));
        var slo = Whole(AtMost("memory.used", 7e9));

        Assert.Equal(SlaOutcome.Passed, SlaCheck.Of(facts, Smaller(1, 0.75), [slo]).Outcome);
        Assert.Equal(SlaOutcome.Blocked, SlaCheck.Of(facts, Smaller(1, 0.5), [slo]).Outcome);
    }
}
