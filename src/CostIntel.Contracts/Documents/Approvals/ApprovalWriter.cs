using System.Text;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Workflow.Approvals;
using static CostIntel.Contracts.Documents.Approvals.ApprovalKinds;
using static CostIntel.Contracts.Documents.FieldKinds;

namespace CostIntel.Contracts.Documents.Approvals;

/// <summary>Writes the canonical form of a policy: equal policies are written alike, byte for byte.</summary>
internal static class ApprovalWriter
{
    private static readonly FieldKind<decimal> Plain = new(
        _ => throw new InvalidOperationException("This kind only writes."),
        value => Domain.Money.ExactDecimal.Format(value));

    /// <summary>One line for each rule, level, window and so on.</summary>
    public static string Write(ApprovalPolicy policy)
    {
        var yaml = new StringBuilder()
            .Append("# How long an approval may take, and stays good.\n")
            .Append("expires_after: ").Append(Duration.Write(policy.ExpiresAfter)).Append('\n');
        Section(yaml, "rules", "The first rule that holds decides: forbid, approve within a budget, or ask.", policy.Rules.Select(Rule));
        Section(yaml, "otherwise", "Who is asked when no rule decides, level after level.", policy.Otherwise.Select(Level));
        Section(yaml, "delegations", "Who approves for whom, UTC.", policy.Delegations.Select(Delegated));
        Section(yaml, "windows", "When changes are made; what no window is for may be changed at any time.",
            policy.Calendar.Windows.Select(window => ScopedLine(window.Name, window.Scopes)
                .AddSome("days", ApprovalNames.Day, [.. window.Days.OrderBy(day => ((int)day + 6) % 7)])
                .Add("from", TimeOfDay, window.From)
                .Add("to", TimeOfDay, window.To)
                .Add("zone", Zone, window.Zone)));
        Section(yaml, "freezes", "When no changes are made, whatever windows are open.",
            policy.Calendar.Freezes.Select(freeze => ScopedLine(freeze.Name, freeze.Scopes)
                .Add("from", LocalTime, freeze.FromLocal)
                .Add("until", LocalTime, freeze.UntilLocal)
                .Add("zone", Zone, freeze.Zone)));
        Section(yaml, "limits", "How many changes are made at a time, whatever approved them.",
            policy.Limits.Select(limit => ScopedLine(limit.Name, limit.Scopes)
                .Add("each", ApprovalNames.Group, limit.Each)
                .AddSome("at_once", Count(1, int.MaxValue), limit.AtOnce)
                .AddSome("an_hour", Count(1, int.MaxValue), limit.AnHour)
                .AddSome("share", Plain, limit.Share)));
        return yaml.ToString();
    }

    /// <summary>Writes which changes a rule is about.</summary>
    public static FlowLine Match(ApprovalMatch when)
    {
        var line = new FlowLine()
            .AddSome("environments", ApprovalNames.Environment, when.Environments)
            .AddSome("actions", ApprovalNames.Action, when.Actions)
            .AddSome("sla", ApprovalNames.Sla, when.Sla)
            .AddSome("saving_min", Plain, when.SavingMin)
            .AddSome("saving_max", Plain, when.SavingMax)
            .AddSome("risk_min", Plain, when.RiskMin)
            .AddSome("risk_max", Plain, when.RiskMax);
        return when.Scopes.Count > 0 ? line.Add("scopes", Scopes, when.Scopes) : line;
    }

    /// <summary>Writes a list of groups, each on its line.</summary>
    public static void Section(StringBuilder yaml, string key, string comment, IEnumerable<FlowLine> lines)
    {
        var all = lines.ToList();
        yaml.Append("\n# ").Append(comment).Append('\n').Append(key).Append(all.Count == 0 ? ": []\n" : ":\n");
        foreach (var line in all)
        {
            yaml.Append("  - ").Append(line).Append('\n');
        }
    }

    private static FlowLine ScopedLine(string name, IReadOnlyList<Scope> scopes)
    {
        var line = new FlowLine().Add("name", Text, name);
        return scopes.Count > 0 ? line.Add("scopes", Scopes, scopes) : line;
    }

    private static FlowLine Rule(ApprovalRule rule)
    {
        var line = new FlowLine().Add("name", Text, rule.Name).Add("when", Match(rule.When));
        _ = rule.Verdict switch
        {
            RuleVerdict.Forbid => line.Add("forbid", Text, rule.Reason),
            RuleVerdict.Approve => line.Add("approve", Budget(rule.Budget!)),
            _ => line.AddSome("ask", new FieldKind<ApprovalLevel>(Unread<ApprovalLevel>, level => Level(level).ToString()), rule.Levels),
        };
        return line.AddSome("expires_after", Duration, rule.ExpiresAfter);
    }

    private static FlowLine Budget(ChangeBudget budget) => new FlowLine()
        .Add("changes_per_day", Count(1, int.MaxValue), budget.ChangesPerDay)
        .Add("cost_per_day", Plain, budget.CostPerDay)
        .AddSome("each", ApprovalNames.Dimension, budget.Each);

    private static FlowLine Level(ApprovalLevel level) => new FlowLine()
        .AddSome("groups", Text, level.Groups)
        .AddSome("people", Text, level.People)
        .Add("count", Count(1, int.MaxValue), level.Count)
        .AddSome("remind_after", Duration, level.RemindAfter)
        .AddSome("escalate_after", Duration, level.EscalateAfter)
        .AddSome("escalate_to", Text, level.EscalateTo);

    private static FlowLine Delegated(StandingDelegation delegation) => new FlowLine()
        .Add("from", Text, delegation.From)
        .AddSome("groups", Text, delegation.Groups)
        .Add("to", Text, delegation.To)
        .Add("since", Instant, delegation.SinceUtc)
        .Add("until", Instant, delegation.UntilUtc);

    private static T Unread<T>(DocumentNode node) => throw new InvalidOperationException($"{node.Kind} is only written.");
}
