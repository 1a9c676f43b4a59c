using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Workflow;
using What = CostIntel.Contracts.State.V1.StoredCaseEvent.WhatOneofCase;

namespace CostIntel.Contracts.Workflow;

/// <summary>Events until a change may begin, and those that people cause, to and from what is stored; null for others.</summary>
internal static class PlanningEvents
{
    public static StoredCaseEvent? ToStored(CaseEvent happened) => happened switch
    {
        PlanProposed e => new() { PlanProposed = Planned(e.Plan, e.StateHash, e.Text) },
        PlanReplaced e => new() { PlanReplaced = Planned(e.Plan, e.StateHash, e.Text) },
        StateSeen e => new() { StateSeen = new() { StateHash = e.StateHash } },
        CaseRejected e => new() { CaseRejected = Text(e.Text) },
        CaseExpired e => new() { CaseExpired = Text(e.Text) },
        CaseSuperseded e => new() { CaseSuperseded = new() { By = e.By, Text = e.Text } },
        CaseWithdrawn e => new() { CaseWithdrawn = Text(e.Text) },
        CaseHalted e => new() { CaseHalted = Text(e.Text) },
        CaseResumed e => new() { CaseResumed = new() { IsApproved = e.IsApproved, Text = e.Text } },
        AppliedByHand e => new() { AppliedByHand = Text(e.Text) },
        RolledBackByHand e => new() { RolledBackByHand = Text(e.Text) },
        Commented e => new() { Commented = Text(e.Text) },
        CommandAnswered e => new()
        {
            CommandAnswered = new() { RequestId = e.RequestId, Fingerprint = e.Fingerprint, Refusal = e.Refusal },
        },
        _ => ApprovalToStored(happened),
    };

    public static CaseEvent? ToDomain(StoredCaseEvent stored) => stored.WhatCase switch
    {
        What.PlanProposed => Planned(stored.PlanProposed),
        What.PlanReplaced => Replaced(stored.PlanReplaced),
        What.StateSeen => new StateSeen(stored.StateSeen.StateHash),
        What.CaseRejected => new CaseRejected(stored.CaseRejected.Text),
        What.CaseExpired => new CaseExpired(stored.CaseExpired.Text),
        What.CaseSuperseded => new CaseSuperseded(stored.CaseSuperseded.By, stored.CaseSuperseded.Text),
        What.CaseWithdrawn => new CaseWithdrawn(stored.CaseWithdrawn.Text),
        What.CaseHalted => new CaseHalted(stored.CaseHalted.Text),
        What.CaseResumed => new CaseResumed(stored.CaseResumed.IsApproved, stored.CaseResumed.Text),
        What.AppliedByHand => new AppliedByHand(stored.AppliedByHand.Text),
        What.RolledBackByHand => new RolledBackByHand(stored.RolledBackByHand.Text),
        What.Commented => new Commented(stored.Commented.Text),
        What.CommandAnswered => Answered(stored.CommandAnswered),
        _ => ApprovalToDomain(stored),
    };

    private static StoredCaseEvent? ApprovalToStored(CaseEvent happened) => happened switch
    {
        ApprovalVoided e => new() { ApprovalVoided = Text(e.Text) },
        ApprovalAsked e => new()
        {
            ApprovalAsked = new() { Requirement = StoredPlans.ToStored(e.Requirement), ExpiresTicks = e.ExpiresUtc.UtcTicks },
        },
        LevelOpened e => new() { LevelOpened = Opened(e) },
        Voted e => new() { Voted = new() { Level = e.Level, Voice = e.Voice, Text = e.Text } },
        Delegated e => new() { Delegated = new() { Level = e.Level, To = e.To, Text = e.Text } },
        Reminded e => new() { Reminded = new() { Level = e.Level, NextTicks = e.NextUtc.UtcTicks } },
        Escalated e => new() { Escalated = new() { Level = e.Level } },
        ApprovalGiven e => new() { ApprovalGiven = new() { UntilTicks = e.ValidUntilUtc.UtcTicks, Text = e.Text } },
        _ => null,
    };

    private static CaseEvent? ApprovalToDomain(StoredCaseEvent stored) => stored.WhatCase switch
    {
        What.ApprovalVoided => new ApprovalVoided(stored.ApprovalVoided.Text),
        What.ApprovalAsked => Asked(stored.ApprovalAsked),
        What.LevelOpened => Opened(stored.LevelOpened),
        What.Voted => new Voted(stored.Voted.Level, stored.Voted.Voice, stored.Voted.Text),
        What.Delegated => new Delegated(stored.Delegated.Level, stored.Delegated.To, stored.Delegated.Text),
        What.Reminded => new Reminded(stored.Reminded.Level, StoredTimes.At(stored.Reminded.NextTicks)),
        What.Escalated => new Escalated(stored.Escalated.Level),
        What.ApprovalGiven => new ApprovalGiven(StoredTimes.At(stored.ApprovalGiven.UntilTicks), stored.ApprovalGiven.Text),
        _ => null,
    };

    private static StoredText Text(string text) => new() { Text = text };

    private static StoredPlanned Planned(ChangePlan plan, string stateHash, string text) =>
        new() { Plan = StoredPlans.ToStored(plan), StateHash = stateHash, Text = text };

    private static PlanProposed Planned(StoredPlanned stored) =>
        new(StoredPlans.ToDomain(stored.Plan), stored.StateHash, stored.Text);

    private static PlanReplaced Replaced(StoredPlanned stored) =>
        new(StoredPlans.ToDomain(stored.Plan), stored.StateHash, stored.Text);

    private static CommandAnswered Answered(StoredCommandAnswered stored) =>
        new(stored.RequestId, stored.Fingerprint, stored.Refusal);

    private static ApprovalAsked Asked(StoredApprovalAsked stored) =>
        new(StoredPlans.ToDomain(stored.Requirement), StoredTimes.At(stored.ExpiresTicks));

    private static StoredLevelOpened Opened(LevelOpened opened)
    {
        var stored = new StoredLevelOpened { Level = opened.Level };
        if (opened.RemindUtc is { } remind)
        {
            stored.RemindTicks = remind.UtcTicks;
        }

        if (opened.EscalateUtc is { } escalate)
        {
            stored.EscalateTicks = escalate.UtcTicks;
        }

        return stored;
    }

    private static LevelOpened Opened(StoredLevelOpened stored) => new(
        stored.Level,
        StoredTimes.At(stored.HasRemindTicks, stored.RemindTicks),
        StoredTimes.At(stored.HasEscalateTicks, stored.EscalateTicks));
}
