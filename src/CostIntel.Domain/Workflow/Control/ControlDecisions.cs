using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Domain.Workflow.Control;

/// <summary>Decides by the policy what a change of one or several recommendations needs.</summary>
/// <remarks>
/// What an approval has taken of a budget stands against others and not against the same recommendation. So a question
/// that is asked again, because nobody knows whether it was answered, gets the same answer on the same facts.
/// </remarks>
public static class ControlDecisions
{
    /// <summary>
    /// Decides. One that is forbidden forbids all; when each is approved without asking, so are all; else everybody is asked
    /// whom one of them asks. Budgets are taken only when nobody is asked.
    /// </summary>
    /// <param name="book">What is shared.</param>
    /// <param name="policy">The policy that holds.</param>
    /// <param name="members">The recommendations; not empty.</param>
    /// <param name="nowUtc">The time, UTC.</param>
    public static (ControlBook After, ApprovalDecision Decision) Decide(
        ControlBook book, ApprovalPolicy policy, IReadOnlyList<ApprovalFacts> members, DateTimeOffset nowUtc)
    {
        var given = book.Given.Where(one => one.AtUtc > nowUtc - ChangeBudget.Day).ToList();
        var decisions = new List<ApprovalDecision>();
        var hasTaken = false;
        foreach (var facts in members)
        {
            var decision = ApprovalRules.Decide(policy, facts, given, nowUtc);
            decisions.Add(decision);
            if (decision is { IsForbidden: false, Requirement.IsAutomatic: true })
            {
                hasTaken |= Take(given, AutomaticApproval.Of(decision.Rule, facts, nowUtc));
            }
        }

        var joint = Join(decisions);
        var isTaken = hasTaken && joint is { IsForbidden: false, Requirement.IsAutomatic: true };
        return (isTaken ? book with { Given = given } : book, joint);
    }

    private static bool Take(List<AutomaticApproval> given, AutomaticApproval approval)
    {
        var before = given.Find(one => one.CaseId == approval.CaseId && one.Rule == approval.Rule);
        if (before is not null && before.CostPerMonth >= approval.CostPerMonth)
        {
            return false;
        }

        given.RemoveAll(one => ReferenceEquals(one, before));
        given.Add(approval);
        return true;
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
