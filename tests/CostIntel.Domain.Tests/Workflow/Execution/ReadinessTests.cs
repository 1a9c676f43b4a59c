using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Workflow.Execution;
using static CostIntel.Domain.Tests.Workflow.Execution.TestMembers;

namespace CostIntel.Domain.Tests.Workflow.Execution;

public sealed class ReadinessTests
{
    private static readonly TimeSpan TwoDays = TimeSpan.FromDays(2);
    private static readonly SlaVerdict Passed = new(SlaOutcome.Passed, []);
    private static readonly SlaVerdict Blocked = new(
        SlaOutcome.Blocked, [new("latency", SlaOutcome.Blocked, 1, 9, 2, "ms", "it would be 9 ms")]);
    private static readonly SloSince Burning = new("latency", 0.01m, 1000, 0, 57, 3);

    private readonly Recommendation _smaller = Member("vm").With(change => change with { CpuRatio = 0.5 });

    [Fact]
    public void Fresh_evidence_and_kept_objectives_let_it_begin() =>
        Assert.Null(Readiness.Refusal(_smaller, TwoDays, [Burning with { BadSince = 0 }], Passed, Noon + TwoDays));

    [Fact]
    public void Old_evidence_is_nothing_to_rest_on() =>
        Assert.Contains("too old", Readiness.Refusal(_smaller, TwoDays, [], Passed, Noon + TwoDays + TimeSpan.FromSeconds(1)), StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_taken_from_what_is_not_well() => Assert.Contains(
        "SLO 'latency' is not kept now: 3 of 60", Readiness.Refusal(_smaller, TwoDays, [Burning], Passed, Noon), StringComparison.Ordinal);

    [Fact]
    public void What_is_not_well_is_given_more()
    {
        var larger = Member("vm").With(change => change with { CpuRatio = 2, RestartNeeded = true });

        Assert.Null(Readiness.Refusal(larger, TwoDays, [Burning], Passed, Noon));
    }

    [Fact]
    public void A_breach_is_only_done_when_people_knew_of_it()
    {
        var known = _smaller.With(proposal => proposal with { Sla = Blocked });

        Assert.Contains("it would be 9 ms", Readiness.Refusal(_smaller, TwoDays, [], Blocked, Noon), StringComparison.Ordinal);
        Assert.Null(Readiness.Refusal(known, TwoDays, [], Blocked, Noon));
    }
}
