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
        var report = Judge(Well, Well with { Resource = "db", Slos = [Slo(1000, 1, 97, 3)] });

        Assert.Equal(HealthOutcome.SloBreached, report.Outcome);
        Assert.Contains("'db': SLO 'latency' had 3 bad of 100", report.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, 0, 10, 2)] // Two bad samples are chance.
    [InlineData(1000, 0, 600, 6)] // As many as the objective allows.
    [InlineData(900, 100, 80, 20)] // No more than twice as bad as before.
    public void What_is_allowed_or_was_as_bad_before_is_not_the_doing_of_the_change(long good, long bad, long goodSince, long badSince) =>
        Assert.Equal(HealthOutcome.Healthy, Judge(Well with { Slos = [Slo(good, bad, goodSince, badSince)] }).Outcome);

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

    private static SloSince Slo(long good, long bad, long goodSince, long badSince) =>
        new("latency", 0.01m, good, bad, goodSince, badSince);

    private static HealthReport Judge(params MemberHealth[] members) => HealthJudge.Judge(new(members, CostCheck.WhenKnown));
}
