using CostIntel.Contracts.Documents.Approvals;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Execution;
using static CostIntel.Contracts.Documents.Approvals.ApprovalKinds;
using static CostIntel.Contracts.Documents.FieldKinds;

namespace CostIntel.Contracts.Documents.Execution;

/// <summary>Reads who carries out what, and how carefully. What is wrong is noted and reading goes on.</summary>
internal static class ExecutionReader
{
    private const int NumberMax = 100;

    /// <summary>Reads the rules; the names are unique.</summary>
    public static IReadOnlyList<ExecutionRule> ReadRules(MapReader document)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return document.Each("executors", item => ReadRule(item, names));
    }

    /// <summary>Reads the limits; what is not said is as usual.</summary>
    public static ExecutionLimits ReadLimits(MapReader document)
    {
        var usual = ExecutionLimits.Default;
        if (document.Map("limits") is not { } reader)
        {
            return usual;
        }

        var limits = new ExecutionLimits
        {
            AttemptWithin = reader.Read("attempt_within", FineDuration, usual.AttemptWithin),
            AttemptsMax = reader.Read("attempts_max", Count(1, NumberMax), usual.AttemptsMax),
            RetryAfter = reader.Read("retry_after", FineDuration, usual.RetryAfter),
            RetryAfterMax = reader.Read("retry_after_max", FineDuration, usual.RetryAfterMax),
            PollEvery = reader.Read("poll_every", FineDuration, usual.PollEvery),
            PageEvery = reader.Read("page_every", Count(1, NumberMax), usual.PageEvery),
            CanaryFor = reader.Read("canary_for", FineDuration, usual.CanaryFor),
            VerifyFor = reader.Read("verify_for", FineDuration, usual.VerifyFor),
            RetainFor = reader.Read("retain_for", FineDuration, usual.RetainFor),
        };
        if (limits.RetryAfter > limits.RetryAfterMax)
        {
            reader.Refuse("retry_after", "It is more than retry_after_max, the longest wait between attempts.");
        }

        if (limits.PollEvery >= limits.AttemptWithin)
        {
            reader.Refuse("poll_every", "An attempt ends before its executor is asked how far it is: less than attempt_within.");
        }

        reader.RefuseUnknown();
        return limits;
    }

    private static ExecutionRule ReadRule(MapReader item, HashSet<string> names)
    {
        var name = item.Need("name", Text, "");
        if (name.Length > 0 && !names.Add(name))
        {
            item.Refuse("name", $"There is a rule '{name}' already; names are unique.");
        }

        return new()
        {
            Name = name,
            When = item.Map("when") is { } match ? ApprovalReader.ReadMatch(match) : ApprovalMatch.Everything,
            Executor = item.Need("executor", Text, ExecutionPolicy.ByHand),
            CanarySteps = item.Read("canary", Count(0, ChangePlanner.MembersMax - 1), 1),
        };
    }
}
