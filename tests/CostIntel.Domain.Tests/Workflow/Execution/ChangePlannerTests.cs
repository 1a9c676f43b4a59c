using System.Text.Json;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Recommendations.Risks;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Workflow.Execution.TestMembers;

namespace CostIntel.Domain.Tests.Workflow.Execution;

public sealed class ChangePlannerTests
{
    [Fact]
    public void A_person_carries_out_what_no_rule_is_about()
    {
        var plan = Planned([Member("vm")], ExecutionPolicy.Default).Plan;

        Assert.Equal((ExecutionPolicy.ByHand, 0), (Assert.Single(plan.Steps).Executor, plan.CanarySteps));
        Assert.Empty(plan.Faults());
    }

    [Fact]
    public void The_first_rule_that_holds_names_the_executor()
    {
        var policy = new ExecutionPolicy
        {
            Rules =
            [
                Rule("prod-robot", new() { Environments = [EnvironmentKind.Production] }),
                Rule("robot", new() { SavingMin = 50 }),
                Rule("late", new()),
            ],
        };

        Assert.Equal("robot", Assert.Single(Planned([Member("vm")], policy).Plan.Steps).Executor);
    }

    [Fact]
    public void What_cannot_be_undone_is_done_by_a_person_whatever_the_rules_say()
    {
        var final = Member("vm").With(change => change with { RollbackPossible = false });

        Assert.Equal(ExecutionPolicy.ByHand, Assert.Single(Planned([final], Automated).Plan.Steps).Executor);
    }

    [Fact]
    public void A_purchase_is_done_by_a_person_and_alone()
    {
        var purchase = Member("", action: ActionType.Purchase);

        var step = Assert.Single(Planned([purchase], Automated).Plan.Steps);

        Assert.Equal((ExecutionPolicy.ByHand, purchase.Target.Key), (step.Executor, step.Resource));
        Assert.Contains("alone", Refused([purchase, Member("vm")], ExecutionPolicy.Default), StringComparison.Ordinal);
    }

    [Fact]
    public void What_fewest_depend_on_and_takes_least_away_is_the_canary()
    {
        var policy = new ExecutionPolicy { Rules = [Rule("robot", new(), canary: 2)] };
        Recommendation[] members =
        [
            Member("e", EnvironmentKind.Production),
            Member("d", EnvironmentKind.Unknown),
            Member("c", action: ActionType.Stop),
            Member("b").With(proposal => proposal with { Sla = new SlaVerdict(SlaOutcome.Flagged, []) }),
            Member("a"),
        ];

        var plan = Planned(members, policy).Plan;

        Assert.Equal(["a", "c", "b", "d", "e"], plan.Steps.Select(step => Told(step, "resource_id")));
        Assert.Equal(2, plan.CanarySteps);
    }

    [Fact]
    public void A_canary_leaves_a_step_for_afterwards()
    {
        var policy = new ExecutionPolicy { Rules = [Rule("robot", new(), canary: 50)] };

        Assert.Equal(0, Planned([Member("a")], policy).Plan.CanarySteps);
        Assert.Equal(1, Planned([Member("a"), Member("b")], policy).Plan.CanarySteps);
    }

    [Fact]
    public void A_person_and_an_executor_do_not_share_a_change()
    {
        var final = Member("b").With(change => change with { RollbackPossible = false });

        Assert.Contains("by hand", Refused([Member("a"), final], Automated), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_changes_of_one_resource_are_not_made_together() =>
        Assert.Contains("same resource", Refused([Member("a"), Member("a")], Automated), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void One_to_a_hundred_are_carried_out_together(int count) => Assert.Contains(
        "1 to 100", Refused([.. Enumerable.Range(0, count).Select(i => Member($"vm-{i}"))], Automated), StringComparison.Ordinal);

    [Fact]
    public void An_instruction_says_what_an_executor_needs_in_one_form()
    {
        var hours = WeekHours.Of(hour => hour % 24 < 8);
        var member = Member("i-\"1\"", action: ActionType.ScaleIn).With(change => change with { Runs = hours });

        var told = StepInstruction.Of(member);

        Assert.StartsWith($$"""{"recommendation_id":"{{member.Id}}","rule":"rightsize","provider":"aws",""", told, StringComparison.Ordinal);
        var step = new PlanStep("", "", told);
        Assert.Equal(("i-\"1\"", "scale-in", "large", "small", "USD"), (
            Told(step, "resource_id"), Told(step, "action"), Told(step, "from"), Told(step, "to"), Told(step, "currency")));
        Assert.Equal(string.Concat(Enumerable.Repeat("111111110000000000000000", 7)), Told(step, "runs"));
        Assert.Equal("", Told(new("", "", StepInstruction.Of(Member("a"))), "runs"));
    }

    [Fact]
    public void What_changes_by_the_hour_changes_neither_the_plan_nor_the_state() => Prop.ForAll<int, int>((saving, seed) =>
    {
        Recommendation[] before = [Member("a"), Member("b", EnvironmentKind.Production), Member("c")];
        var after = before.Select((one, at) => one.With(proposal => proposal with
        {
            Estimate = new(200, 200 - saving, new(saving - 1m, saving, saving + 1m)),
            Risk = new Risk(((seed ^ at) & 63) / 64d, []),
            Candidate = proposal.Candidate with { Confidence = ((seed >> at) & 7) / 8d, Reason = $"because {seed}" },
        }) with { RefreshedUtc = Noon.AddHours(at) }).Reverse().ToList();

        var (then, now) = (Planned(before, Automated), Planned(after, Automated));

        return then.Plan.Hash() == now.Plan.Hash() && then.StateHash == now.StateHash;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_an_approval_rests_on_changes_the_state()
    {
        var member = Member("a");
        Recommendation[] others =
        [
            Member("b"),
            Member("a", EnvironmentKind.Production),
            member with { Target = member.Target with { RegionId = "eu-west-1" } },
            member with { Target = member.Target with { ServiceName = "RDS" } },
            member with { Target = member.Target with { Tags = [new("team", "search")] } },
            member with { Target = member.Target with { Tags = [new("team", "search"), new("env", "prod")] } },
            member.With(change => change with { From = "huge" }),
            member.With(change => change with { RollbackPossible = false }),
            member.With(proposal => proposal with { Sla = new SlaVerdict(SlaOutcome.Flagged, []) }),
        ];

        var hashes = others.Select(one => ResourceState.Hash([one])).Append(ResourceState.Hash([member]));

        Assert.Equal(others.Length + 1, hashes.Distinct().Count());
    }

    [Fact]
    public void The_order_of_tags_and_of_members_does_not_change_the_state()
    {
        var (one, other) = (Member("a"), Member("b"));
        var turned = one with { Target = one.Target with { Tags = [.. one.Target.Tags.Reverse()] } };

        Assert.Equal(ResourceState.Hash([one, other]), ResourceState.Hash([other, turned]));
    }

    private static PlannedChange Planned(IReadOnlyList<Recommendation> members, ExecutionPolicy policy)
    {
        var result = ChangePlanner.Plan(members, policy);
        Assert.Equal("", result.Refusal);
        return Assert.IsType<PlannedChange>(result.Planned);
    }

    private static string Refused(IReadOnlyList<Recommendation> members, ExecutionPolicy policy)
    {
        var result = ChangePlanner.Plan(members, policy);
        Assert.Null(result.Planned);
        return result.Refusal;
    }

    private static string? Told(PlanStep step, string field)
    {
        using var json = JsonDocument.Parse(step.Instruction);
        return json.RootElement.GetProperty(field).GetString();
    }
}
