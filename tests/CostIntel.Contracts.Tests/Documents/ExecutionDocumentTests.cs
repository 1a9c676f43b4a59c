using CostIntel.Contracts.Documents;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Contracts.Tests.Documents;

public sealed class ExecutionDocumentTests
{
    private const string Whole = """
        executors:
          - { name: hands, when: { environments: [production] }, executor: by-hand }
          - { name: robot, when: { actions: [stop, rightsize], risk_max: 0.3 }, executor: deploy-bot, canary: 3 }
        limits: { attempt_within: 90s, attempts_max: 3, retry_after: 5s, retry_after_max: 1m, verify_for: 2h }
        evidence_within: 36h
        cost_check: required
        """;

    [Theory]
    [InlineData("")]
    [InlineData("executors: []\nlimits: {}")]
    [InlineData("evidence_within: 2d\nlimits: { verify_for: 1440m }")]
    public void What_a_document_does_not_say_is_as_by_default(string yaml) =>
        Assert.Equal(ExecutionDocument.Write(ExecutionPolicy.Default), ExecutionDocument.Write(ExecutionDocument.Parse(yaml)));

    [Fact]
    public void A_document_says_who_carries_out_what_and_how_carefully()
    {
        var policy = ExecutionDocument.Parse(Whole);

        Assert.Equal([("hands", "by-hand", 1), ("robot", "deploy-bot", 3)], policy.Rules.Select(rule => (rule.Name, rule.Executor, rule.CanarySteps)));
        Assert.Equal([ActionType.Stop, ActionType.Rightsize], policy.Rules[1].When.Actions);
        Assert.Equal(0.3m, policy.Rules[1].When.RiskMax);
        Assert.Equal(
            new ExecutionLimits
            {
                AttemptWithin = TimeSpan.FromSeconds(90), AttemptsMax = 3, RetryAfter = TimeSpan.FromSeconds(5),
                RetryAfterMax = TimeSpan.FromMinutes(1), VerifyFor = TimeSpan.FromHours(2),
            },
            policy.Limits);
        Assert.Equal((TimeSpan.FromHours(36), CostCheck.Required), (policy.EvidenceWithin, policy.CostCheck));
        Assert.Empty(policy.Limits.Faults());
    }

    [Fact]
    public void Equal_policies_have_one_version_however_they_are_written_and_others_another()
    {
        var policy = ExecutionDocument.Parse(Whole);

        Assert.Matches("^[0-9a-f]{20}$", policy.Version);
        Assert.Equal(policy.Version, ExecutionDocument.Parse(ExecutionDocument.Write(policy)).Version);
        Assert.Equal(policy.Version, ExecutionDocument.Parse(Whole.Replace("36h", "2160m", StringComparison.Ordinal)).Version);
        Assert.NotEqual(policy.Version, ExecutionDocument.Parse(Whole.Replace("90s", "91s", StringComparison.Ordinal)).Version);
    }

    [Theory]
    [InlineData("executor: x", 1, "executor", "no such field")]
    [InlineData("executors:\n  - { executor: x }", 2, "executors[0].name", "missing")]
    [InlineData("executors:\n  - { name: a }", 2, "executors[0].executor", "missing")]
    [InlineData("executors:\n  - { name: a, executor: x }\n  - { name: a, executor: y }", 3, "executors[1].name", "names are unique")]
    [InlineData("executors:\n  - { name: a, executor: x, canary: 100 }", 2, "executors[0].canary", "from 0 to 99")]
    [InlineData("executors:\n  - name: a\n    executor: x\n    when: { action: [stop] }", 4, "executors[0].when.action", "no such field")]
    [InlineData("limits: { attempts_max: 0 }", 1, "limits.attempts_max", "from 1 to 100")]
    [InlineData("limits: { verify_for: 90 }", 1, "limits.verify_for", "like 7d, 4h, 30m or 10s")]
    [InlineData("limits: { verify: 90s }", 1, "limits.verify", "no such field")]
    [InlineData("limits: { retry_after: 1h }", 1, "limits.retry_after", "more than retry_after_max")]
    [InlineData("limits: { poll_every: 1h }", 1, "limits.poll_every", "less than attempt_within")]
    [InlineData("cost_check: sometimes", 1, "cost_check", "one of off, when-known, required")]
    [InlineData("evidence_within: never", 1, "evidence_within", "up to 366d")]
    [InlineData("evidence_within: 23h", 1, "evidence_within", "at least 1d")]
    public void What_is_wrong_is_named_with_its_line_and_the_reason(string yaml, int line, string field, string reason)
    {
        var fault = Assert.Single(Assert.Throws<DocumentException>(() => ExecutionDocument.Parse(yaml)).Faults);

        Assert.Equal((line, field), (fault.Line, fault.Field));
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_limits_are_read_back_as_they_were_written() => Prop.ForAll<PositiveInt, PositiveInt, PositiveInt>((one, other, third) =>
    {
        var limits = new ExecutionLimits
        {
            AttemptWithin = TimeSpan.FromSeconds(31 + (one.Get % 10_000)),
            AttemptsMax = 1 + (other.Get % 100),
            VerifyFor = TimeSpan.FromSeconds(1 + (third.Get % 100_000)),
            RetainFor = TimeSpan.FromSeconds(1 + ((other.Get + third.Get) % 1_000_000)),
        };
        return ExecutionDocument.Parse(ExecutionDocument.Write(new() { Limits = limits })).Limits == limits;
    }).QuickCheckThrowOnFailure();
}
