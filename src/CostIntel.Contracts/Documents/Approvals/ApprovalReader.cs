using CostIntel.Domain.Workflow.Approvals;
using static CostIntel.Contracts.Documents.Approvals.ApprovalKinds;
using static CostIntel.Contracts.Documents.FieldKinds;

namespace CostIntel.Contracts.Documents.Approvals;

/// <summary>Reads rules and whom they ask. What is wrong is noted and reading goes on.</summary>
internal static class ApprovalReader
{
    /// <summary>A rule that is approved without asking cannot be for more risk than this.</summary>
    public const decimal AutomaticRiskMax = 0.5m;

    private const decimal MoneyMax = 1_000_000_000;
    private const int PeopleMax = 20;
    private const int ChangesMax = 10_000;

    /// <summary>Reads the rules; the names are unique.</summary>
    public static IReadOnlyList<ApprovalRule> ReadRules(MapReader document)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return document.Each("rules", item => ReadRule(item, names));
    }

    /// <summary>Reads levels of one list.</summary>
    public static IReadOnlyList<ApprovalLevel> ReadLevels(MapReader reader, string key) => reader.Each(key, ReadLevel);

    /// <summary>Reads which changes a rule is about.</summary>
    public static ApprovalMatch ReadMatch(MapReader reader)
    {
        var match = new ApprovalMatch
        {
            Environments = reader.Read("environments", ListOf(ApprovalNames.Environment), []),
            Actions = reader.Read("actions", ListOf(ApprovalNames.Action), []),
            Sla = reader.Read("sla", ListOf(ApprovalNames.Sla), []),
            SavingMin = reader.ReadSome("saving_min", Amount(-MoneyMax, MoneyMax)),
            SavingMax = reader.ReadSome("saving_max", Amount(-MoneyMax, MoneyMax)),
            RiskMin = reader.ReadSome("risk_min", Amount(0, 1)),
            RiskMax = reader.ReadSome("risk_max", Amount(0, 1)),
            Scopes = reader.Read("scopes", Scopes, []),
        };
        RefuseCrossed(reader, "saving", match.SavingMin, match.SavingMax);
        RefuseCrossed(reader, "risk", match.RiskMin, match.RiskMax);
        reader.RefuseUnknown();
        return match;
    }

    private static ApprovalRule ReadRule(MapReader item, HashSet<string> names)
    {
        var name = item.Need("name", Text, "");
        if (name.Length > 0 && !names.Add(name))
        {
            item.Refuse("name", $"There is a rule '{name}' already; names are unique.");
        }

        var reason = item.Read("forbid", Text, "");
        var budget = item.Map("approve") is { } approve ? ReadBudget(approve) : null;
        var levels = ReadLevels(item, "ask");
        var when = item.Map("when") is { } match ? ReadMatch(match) : ApprovalMatch.Everything;
        RefuseVerdicts(item, reason, budget, levels, when);
        return new()
        {
            Name = name,
            When = when,
            Verdict = budget is not null ? RuleVerdict.Approve : reason.Length > 0 ? RuleVerdict.Forbid : RuleVerdict.Ask,
            Reason = reason,
            Budget = budget,
            Levels = levels,
            ExpiresAfter = item.ReadSome("expires_after", Duration),
        };
    }

    private static void RefuseVerdicts(
        MapReader item, string reason, ChangeBudget? budget, IReadOnlyList<ApprovalLevel> levels, ApprovalMatch when)
    {
        var verdicts = (reason.Length > 0 ? 1 : 0) + (budget is not null ? 1 : 0) + (levels.Count > 0 ? 1 : 0);
        if (verdicts != 1)
        {
            item.Refuse("name", $"A rule has exactly one of forbid, approve and ask; this one has {verdicts}.");
        }

        if (budget is not null && !(when.RiskMax <= AutomaticRiskMax))
        {
            item.Refuse("approve", FormattableString.Invariant(
                $"What is approved without asking needs when.risk_max of at most {AutomaticRiskMax}."));
        }
    }

    private static void RefuseCrossed(MapReader reader, string name, decimal? min, decimal? max)
    {
        if (min > max)
        {
            reader.Refuse($"{name}_min", FormattableString.Invariant($"{min} is more than {name}_max, {max}: nothing is ever meant."));
        }
    }

    private static ChangeBudget ReadBudget(MapReader reader)
    {
        var budget = new ChangeBudget(
            reader.Need("changes_per_day", Count(1, ChangesMax), 1),
            reader.Need("cost_per_day", Amount(0, MoneyMax), 0),
            reader.ReadSome("each", ApprovalNames.Dimension));
        reader.RefuseUnknown();
        return budget;
    }

    private static ApprovalLevel ReadLevel(MapReader reader)
    {
        var level = new ApprovalLevel(
            reader.Read("groups", Texts, []),
            reader.Read("people", Texts, []),
            reader.Read("count", Count(1, PeopleMax), 1),
            reader.ReadSome("remind_after", Duration),
            reader.ReadSome("escalate_after", Duration),
            reader.Read("escalate_to", Texts, []));
        if (level.Groups.Count == 0 && level.People.Count == 0)
        {
            reader.Refuse("groups", "A level asks groups, people or both.");
        }
        else if (level.Groups.Count == 0 && level.EscalateTo.Count == 0 && level.People.Distinct().Count() < level.Count)
        {
            reader.Refuse("count", $"{level.Count} people have to agree, and only {level.People.Distinct().Count()} are asked.");
        }

        if (level.EscalateAfter is null != (level.EscalateTo.Count == 0))
        {
            reader.Refuse("escalate_after", "escalate_after and escalate_to belong together.");
        }

        if (level.RemindAfter >= level.EscalateAfter)
        {
            reader.Refuse("remind_after", "People are reminded before others are asked: less than escalate_after.");
        }

        return level;
    }
}
