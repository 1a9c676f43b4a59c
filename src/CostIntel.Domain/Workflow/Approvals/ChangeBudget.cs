using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>How much a rule approves without asking within any 24 hours.</summary>
/// <param name="ChangesPerDay">So many changes. At least 1.</param>
/// <param name="CostPerDay">
/// Together their targets cost at most so much a month, each currency for itself. Not negative.
/// </param>
/// <param name="Each">Each value of this dimension has a budget of its own; null for one budget for all.</param>
public sealed record ChangeBudget(int ChangesPerDay, decimal CostPerDay, Dimension? Each)
{
    /// <summary>How long an approval counts.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Why there is no room for a change; null when there is.</summary>
    /// <param name="rule">The rule whose budget it is.</param>
    /// <param name="facts">The change.</param>
    /// <param name="given">What was approved without asking, by any rule.</param>
    /// <param name="nowUtc">The time.</param>
    public string? Refuses(string rule, ApprovalFacts facts, IEnumerable<AutomaticApproval> given, DateTimeOffset nowUtc)
    {
        // The same change asked for again takes nothing more.
        var counted = given.Where(one => one.Rule == rule && one.CaseId != facts.CaseId && one.AtUtc > nowUtc - Day)
            .Where(one => Each is not { } each || one.Target.Of(each) == facts.Target.Of(each))
            .ToList();
        var place = Each is { } shown ? $" for {shown} '{facts.Target.Of(shown)}'" : "";
        if (counted.Count >= ChangesPerDay)
        {
            return $"its budget of {ChangesPerDay} changes in 24 hours{place} is used up";
        }

        var currency = facts.Target.Unit;
        var cost = counted.Where(one => one.Target.Unit == currency).Sum(one => one.CostPerMonth);
        return cost + facts.CostPerMonth > CostPerDay
            ? FormattableString.Invariant(
                $"{cost + facts.CostPerMonth:0.##} {currency} a month would be changed in 24 hours{place}, and its budget is {CostPerDay:0.##}")
            : null;
    }
}
