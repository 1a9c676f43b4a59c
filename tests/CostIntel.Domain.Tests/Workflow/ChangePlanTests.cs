using CostIntel.Domain.Workflow;

namespace CostIntel.Domain.Tests.Workflow;

public sealed class ChangePlanTests
{
    [Fact]
    public void Whatever_is_changed_in_a_plan_changes_its_hash()
    {
        var plan = CaseRun.Plan(2, canary: 1);
        ChangePlan[] others =
        [
            plan with { CanarySteps = 0 },
            plan with { Steps = [plan.Steps[1], plan.Steps[0]] },
            plan with { Steps = [plan.Steps[0], plan.Steps[1] with { Instruction = "delete" }] },
            plan with { Steps = [plan.Steps[0] with { Resource = "vm-0s", Executor = "imulated" }, plan.Steps[1]] },
            plan with { Limits = plan.Limits with { VerifyFor = TimeSpan.FromMinutes(1) } },
            plan with { Limits = plan.Limits with { AttemptsMax = 6 } },
        ];

        Assert.Equal(others.Length + 1, others.Append(plan).Select(other => other.Hash()).Distinct().Count());
        Assert.Equal(plan.Hash(), CaseRun.Plan(2, canary: 1).Hash());
    }

    [Fact]
    public void A_plan_says_what_is_wrong_with_it()
    {
        Assert.Empty(CaseRun.Plan(2, canary: 1).Faults());
        Assert.Contains("The plan has 0 steps; 1 to 1000 are allowed.", CaseRun.Plan(0).Faults());
        Assert.Contains("a canary leaves at least one step", Assert.Single(CaseRun.Plan(2, canary: 2).Faults()), StringComparison.Ordinal);
        var limits = ExecutionLimits.Default with { VerifyFor = TimeSpan.Zero, AttemptsMax = 0 };
        Assert.Equal(
            ["VerifyFor is 00:00:00; it must be 1 second to 400 days.", "AttemptsMax is 0; it must be 1 to 100."],
            (CaseRun.Plan() with { Limits = limits }).Faults());
    }

    [Fact]
    public void Waits_between_attempts_double_up_to_a_limit()
    {
        var limits = ExecutionLimits.Default;

        Assert.Equal([10, 20, 640, 900, 900], new[] { 1, 2, 7, 8, 1_000_000 }.Select(attempt => limits.BackOff(attempt).TotalSeconds));
    }
}
