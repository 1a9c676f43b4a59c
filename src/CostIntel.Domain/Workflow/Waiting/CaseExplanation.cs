using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Workflow.Approvals.Limits;
using CostIntel.Domain.Workflow.Control;
using CostIntel.Domain.Workflow.Execution;

namespace CostIntel.Domain.Workflow.Waiting;

/// <summary>Says why a change waits, on whom, and what waiting costs.</summary>
public static class CaseExplanation
{
    /// <summary>Explains a change.</summary>
    /// <param name="now">Where it is.</param>
    /// <param name="facts">What it waits under.</param>
    /// <param name="nowUtc">The time, UTC.</param>
    public static WaitReport Of(Case now, WaitFacts facts, DateTimeOffset nowUtc)
    {
        var currency = facts.Members[0].Target.Unit;
        var saving = facts.Members.Where(one => one.Target.Unit == currency).Sum(one => one.SavingPerMonth);
        var perHour = Math.Max(0, saving) / CostHistory.HoursPerMonth;
        var isWaiting = now.State is WorkflowState.None or WorkflowState.Proposed or WorkflowState.PendingApproval
            or WorkflowState.Approved or WorkflowState.Scheduled;
        var until = isWaiting ? nowUtc : now.ChangedUtc;
        var hours = (decimal)Math.Max(0, (until - facts.ProposedUtc).Ticks) / TimeSpan.TicksPerHour;
        return new(
            [.. Reasons(now, facts, nowUtc)], CaseSummary.Of(now), currency, isWaiting ? perHour : 0, perHour * hours);
    }

    private static IEnumerable<WaitReason> Reasons(Case now, WaitFacts facts, DateTimeOffset nowUtc) => now.State switch
    {
        WorkflowState.None or WorkflowState.Proposed => [.. Stop(now, facts), Asking(now)],
        WorkflowState.PendingApproval => [.. Stop(now, facts), ApprovalWait.Of(now, now.Approval!)],
        WorkflowState.Approved or WorkflowState.Scheduled => [.. Stop(now, facts), .. Start(now, facts, nowUtc)],
        _ => Operation(now),
    };

    private static IEnumerable<WaitReason> Stop(Case now, WaitFacts facts)
    {
        var order = facts.Members.Select(one => facts.Stops.StopFor(one.Target)).OfType<StopOrder>().MinBy(one => one.SinceUtc);
        return order is not null ? [new(WaitKind.Stop, ControlStops.Text(order), [order.By], null)]
            : now.IsHalted ? [new(WaitKind.Stop, $"It is kept from beginning. {now.Reason}".TrimEnd(), [], null)]
            : [];
    }

    private static WaitReason Asking(Case now) => new(
        WaitKind.Asking,
        now.State == WorkflowState.None
            ? "Nobody has asked for it yet: whoever applies or approves it does."
            : $"The policy is being asked who has to agree. {now.Reason}".TrimEnd(),
        [],
        null);

    private static IEnumerable<WaitReason> Start(Case now, WaitFacts facts, DateTimeOffset nowUtc)
    {
        if (now.Plan is { } plan && plan.Steps.Any(step => step.Executor == ExecutionPolicy.ByHand))
        {
            var expires = now.Approval?.ExpiresUtc;
            yield return new(WaitKind.ByHand, "It is approved; a person does it and reports that it is done.", [], expires);
            yield break;
        }

        if (now.Operation is not null)
        {
            foreach (var reason in Operation(now))
            {
                yield return reason;
            }

            yield break;
        }

        if (WhyClosed(facts, nowUtc) is var (why, opens))
        {
            var begins = now.StartUtc > opens ? now.StartUtc.Value : opens;
            yield return new(WaitKind.Calendar, $"It is approved, and {why}. It may begin at {CaseSummary.Text(begins)}.", [], begins);
        }
        else if (now is { StartUtc: { } start } && start > nowUtc)
        {
            yield return now.IsPostponed
                ? new(WaitKind.Limit, $"{now.Reason} It tries again at {CaseSummary.Text(start)}.", [], start)
                : new(WaitKind.Calendar, $"It is approved and begins at {CaseSummary.Text(start)}.", [], start);
        }
    }

    // Of several targets the one that is open last.
    private static (string Why, DateTimeOffset OpensUtc)? WhyClosed(WaitFacts facts, DateTimeOffset nowUtc)
    {
        var calendar = facts.Policy.Calendar;
        var last = facts.Members
            .Select(one => one.Target)
            .Where(target => !calendar.IsOpen(target, nowUtc))
            .MaxBy(target => calendar.NextOpening(target, nowUtc));
        return last is null ? null : (calendar.WhyClosed(last, nowUtc)!, calendar.NextOpening(last, nowUtc));
    }

    private static IEnumerable<WaitReason> Operation(Case now)
    {
        if (now.Operation is not { } operation)
        {
            return [];
        }

        var next = operation.RetryUtc is { } retry
            ? $"attempt {operation.Attempt} has failed, and there is another at {CaseSummary.Text(retry)}"
            : $"attempt {operation.Attempt} is under way, and counts as failed at {CaseSummary.Text(operation.DeadlineUtc)}";
        return [new(WaitKind.Executor, $"{CaseSummary.What(now, operation)}: {next}.", [], operation.RetryUtc)];
    }
}
