using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Workflow.Execution;

public sealed class HealthJudgeTests
{
    private static readonly MemberHealth Well = new("vm", false, Observation.InEffect, [Slo(1000, 1, 100, 0)], null);

    [Fact]
    public void Kept_objectives_are_healthy_though_the_cost_is_not_known_yet()
    {
        var report = Judge(Well);

        Assert.Equal(HealthOutcome.Healthy, report.Outcome);
        Assert.Contains("not known yet", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void More_bad_samples_than_allowed_and_than_before_break_an_objective()
    {
        var report = Judge(Well, Well with { Resource = "db", Slos = [Slo(1000, 1, 91, 9)] });

        Assert.Equal(HealthOutcome.SloBreached, report.Outcome);
        Assert.Contains("'db': SLO 'latency' had 9 bad of 100", report.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, 0, 0, 3)] // Three bad samples may be chance.
    [InlineData(1000, 0, 594, 6)] // As many as the objective allows.
    [InlineData(1000, 0, 93, 7)] // More, but no more than happens: 1 + 3 × 1 + 3.
    [InlineData(900, 100, 78, 22)] // No more than happens when a tenth was bad before.
    public void What_is_allowed_or_was_as_bad_before_is_not_the_doing_of_the_change(long good, long bad, long goodSince, long badSince) =>
        Assert.Equal(HealthOutcome.Healthy, Judge(Well with { Slos = [Slo(good, bad, goodSince, badSince)] }).Outcome);

    [Fact]
    public void Everything_bad_is_seen_at_the_fourth_sample() =>
        Assert.Equal(HealthOutcome.SloBreached, Judge(Well with { Slos = [Slo(1000, 0, 0, 4)] }).Outcome);

    /// <summary>A day of samples every 30 seconds, looked at after each: 500 services that keep their objective, just.</summary>
    [Fact]
    public void One_that_just_keeps_its_objective_is_seldom_undone_however_often_it_is_looked_at()
    {
        var falsely = Enumerable.Range(0, 500).Count(seed => FirstBreach(seed, 0.01, 2_880) is not null);

        Assert.InRange(falsely, 0, 15);
    }

    [Fact]
    public void One_that_is_ten_times_as_bad_as_allowed_is_undone_within_an_hour_of_samples()
    {
        var seen = Enumerable.Range(0, 500).Select(seed => FirstBreach(seed, 0.1, 2_880) ?? int.MaxValue).Order().ToList();

        Assert.InRange(seen[250], 1, 120);
        Assert.InRange(seen[^1], 1, 360);
    }

    [Fact]
    public void A_change_that_is_reported_but_not_in_effect_does_not_save()
    {
        var report = Judge(Well with { Observed = Observation.NotInEffect });

        Assert.Equal(HealthOutcome.CostNotAsExpected, report.Outcome);
        Assert.Contains("not in effect", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_executor_that_cannot_look_is_no_reason_to_undo() =>
        Assert.Equal(HealthOutcome.Healthy, Judge(Well with { Observed = Observation.Unknown }).Outcome);

    [Theory]
    [InlineData(49.9, 100, HealthOutcome.CostNotAsExpected)]
    [InlineData(50, 100, HealthOutcome.Healthy)]
    [InlineData(-151, -100, HealthOutcome.CostNotAsExpected)] // It was said to cost more, and costs much more than that.
    [InlineData(-150, -100, HealthOutcome.Healthy)]
    [InlineData(-1, 0, HealthOutcome.CostNotAsExpected)]
    public void Less_than_half_of_the_promise_even_at_best_is_not_as_expected(decimal high, decimal promised, HealthOutcome expected) =>
        Assert.Equal(expected, Judge(Well with { Cost = new(2, high - 10, high, promised, "USD") }).Outcome);

    [Fact]
    public void The_cost_counts_only_when_it_is_asked()
    {
        var costly = Well with { Cost = new(2, -10, 0, 100, "USD") };

        Assert.Equal(HealthOutcome.Healthy, HealthJudge.Judge(new([costly], CostCheck.Off)).Outcome);
        Assert.Equal(HealthOutcome.Unknown, HealthJudge.Judge(new([Well], CostCheck.Required)).Outcome);
    }

    [Fact]
    public void Silence_after_a_change_is_not_health_unless_it_was_to_be_expected()
    {
        var silent = Well with { Slos = [Slo(1000, 0, 0, 0)] };

        Assert.Equal(HealthOutcome.Unknown, Judge(silent).Outcome);
        Assert.Equal(HealthOutcome.Healthy, Judge(silent with { MayBeSilent = true }).Outcome);
        Assert.Equal(HealthOutcome.Healthy, Judge(Well with { Slos = [Slo(0, 0, 0, 0)] }).Outcome);
    }

    [Fact]
    public void More_bad_samples_never_make_a_change_look_better() => Prop.ForAll<(ushort, ushort), (ushort, ushort)>((before, since) =>
    {
        var (less, more) = (Slo(before.Item1, before.Item2, since.Item1, since.Item2), Slo(before.Item1, before.Item2, since.Item1, since.Item2 + 1));
        return HealthJudge.Breach([Well with { Slos = [less] }]) is null || HealthJudge.Breach([Well with { Slos = [more] }]) is not null;
    }).QuickCheckThrowOnFailure();

    // After how many samples it counts as broken; null when it never does.
    private static int? FirstBreach(int seed, double badShare, int samples)
    {
        var random = new Random(seed);
        var (good, bad) = (0, 0);
        for (var count = 1; count <= samples; count++)
        {
            _ = random.NextDouble() < badShare ? bad++ : good++;
            if (HealthJudge.Breach([Well with { Slos = [Slo(2_851, 29, good, bad)] }]) is not null)
            {
                return count;
            }
        }

        return null;
    }

    private static SloSince Slo(long good, long bad, long goodSince, long badSince) =>
        new("latency", 0.01m, good, bad, goodSince, badSince);

    private static HealthReport Judge(params MemberHealth[] members) => HealthJudge.Judge(new(members, CostCheck.WhenKnown));
}
