using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Domain.Workflow.Control;

/// <summary>Decides by the policy what a change of one or several recommendations needs.</summary>
public static class ControlDecisions
{
    /// <summary>How long an answer is given again, and an automatic approval counts.</summary>
    public static readonly TimeSpan KeptFor = ChangeBudget.Day;

    /// <summary>
    /// Decides. One that is forbidden forbids all; when each is approved without asking, so are all; else everybody is asked
    /// whom one of them asks. Budgets are taken only when nobody is asked.
    /// </summary>
    /// <param name="book">What is shared.</param>
    /// <param name="policy">The policy that holds.</param>
    /// <param name="key">Names the question; empty only looks.</param>
    /// <param name="members">The recommendations; not empty.</param>
    /// <param name="nowUtc">The time, UTC.</param>
    public static (ControlBook After, ApprovalDecision Decision) Decide(
        ControlBook book, ApprovalPolicy policy, string key, IReadOnlyList<ApprovalFacts> members, DateTimeOffset nowUtc)
    {
        // Of other facts, or under another policy, it is another question, however it is named.
        var print = DecisionFacts.Hash(policy, members);
        if (key.Length > 0 && book.Decisions.FirstOrDefault(kept => kept.Key == key && kept.Facts == print) is { } before)
        {
            return (book, before.Decision);
        }

        var given = book.Given.Where(one => one.AtUtc > nowUtc - KeptFor).ToList();
        var decisions = new List<ApprovalDecision>();
        foreach (var facts in members)
        {
            var decision = ApprovalRules.Decide(policy, facts, given, nowUtc);
            decisions.Add(decision);
            if (decision is { IsForbidden: false, Requirement.IsAutomatic: true })
            {
                given.RemoveAll(one => one.CaseId == facts.CaseId && one.Rule == decision.Rule);
                given.Add(AutomaticApproval.Of(decision.Rule, facts, nowUtc));
            }
        }

        var joint = Join(decisions);
        if (key.Length == 0)
        {
            return (book, joint);
        }

        return (book with
        {
            Given = joint is { IsForbidden: false, Requirement.IsAutomatic: true } ? given : book.Given,
            Decisions = [.. book.Decisions.Where(kept => kept.AtUtc > nowUtc - KeptFor && kept.Key != key), new(key, print, nowUtc, joint)],
        }, joint);
    }

    private static ApprovalDecision Join(List<ApprovalDecision> decisions)
    {
        if (decisions.Count == 1)
        {
            return decisions[0];
        }

        if (decisions.Find(one => one.IsForbidden) is { } forbidden)
        {
            return forbidden;
        }

        var rules = string.Join(", ", decisions.Select(one => one.Rule).Where(rule => rule.Length > 0).Distinct());
        var asked = decisions.Select(one => one.Requirement!).ToList();
        var levels = asked.SelectMany(one => one.Levels).DistinctBy(Text).ToList();
        var why = string.Join(" ", asked.Select(one => one.Why).Distinct());
        return ApprovalDecision.Needs(rules, asked[0] with
        {
            Levels = levels,
            IsAutomatic = levels.Count == 0,
            ExpiresAfter = asked.Min(one => one.ExpiresAfter),
            Why = why,
        });
    }

    // Two rules may ask the same people in the same way.
    private static string Text(ApprovalLevel level) => string.Join('\n', (string[])
    [
        $"{level.Count} {level.RemindAfter} {level.EscalateAfter}",
        string.Join('\t', level.Groups), string.Join('\t', level.People), string.Join('\t', level.EscalateTo),
    ]);
}
