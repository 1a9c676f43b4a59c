using System.Text;
using CostIntel.Contracts.Documents.Approvals;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;
using static CostIntel.Contracts.Documents.Approvals.ApprovalKinds;
using static CostIntel.Contracts.Documents.FieldKinds;

namespace CostIntel.Contracts.Documents.Execution;

/// <summary>Writes the canonical form of a policy: equal policies are written alike, byte for byte.</summary>
internal static class ExecutionWriter
{
    private static readonly FieldKind<int> Number = Count(0, int.MaxValue);

    /// <summary>One line for each rule and each limit.</summary>
    public static string Write(ExecutionPolicy policy)
    {
        var yaml = new StringBuilder()
            .Append("# What was found to hold longer ago is not carried out before it is found again.\n")
            .Append("evidence_within: ").Append(FineDuration.Write(policy.EvidenceWithin)).Append('\n')
            .Append("\n# What is asked of the cost before a change counts as verified: off, when-known or required.\n")
            .Append("cost_check: ").Append(ExecutionDocument.CostChecks.Write(policy.CostCheck)).Append('\n');
        ApprovalWriter.Section(
            yaml, "executors", $"The first rule that holds names who carries a change out; without one it is done {ExecutionPolicy.ByHand}.",
            policy.Rules.Select(Rule));
        yaml.Append("\n# How long and how often things are tried, and how long their effect is watched.\nlimits:\n");
        foreach (var (name, value) in Limits(policy.Limits))
        {
            yaml.Append("  ").Append(name).Append(": ").Append(value).Append('\n');
        }

        return yaml.ToString();
    }

    private static FlowLine Rule(ExecutionRule rule) => new FlowLine()
        .Add("name", Text, rule.Name)
        .Add("when", ApprovalWriter.Match(rule.When))
        .Add("executor", Text, rule.Executor)
        .Add("canary", Number, rule.CanarySteps);

    private static IEnumerable<(string Name, string Value)> Limits(ExecutionLimits limits) =>
    [
        ("attempt_within", FineDuration.Write(limits.AttemptWithin)),
        ("attempts_max", Number.Write(limits.AttemptsMax)),
        ("retry_after", FineDuration.Write(limits.RetryAfter)),
        ("retry_after_max", FineDuration.Write(limits.RetryAfterMax)),
        ("poll_every", FineDuration.Write(limits.PollEvery)),
        ("page_every", Number.Write(limits.PageEvery)),
        ("canary_for", FineDuration.Write(limits.CanaryFor)),
        ("verify_for", FineDuration.Write(limits.VerifyFor)),
        ("retain_for", FineDuration.Write(limits.RetainFor)),
    ];
}
