using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Workflow;

namespace CostIntel.Grains.Changes;

/// <summary>What recommendations are told when something happens to the change that carries them out.</summary>
internal static class ChangeTelling
{
    /// <summary>True for effects that tell somebody something.</summary>
    public static bool IsTelling(CaseEffect effect) => effect.Kind is CaseEffectKind.Tell or CaseEffectKind.AskPeople
        or CaseEffectKind.RemindPeople or CaseEffectKind.EscalateToPeople or CaseEffectKind.CallPerson;

    /// <summary>What is told; null for what another effect tells already.</summary>
    public static RecommendationChange? Of(CaseEvent happened, CaseEffect effect) => effect.Kind switch
    {
        // The first level is asked when approval is.
        CaseEffectKind.AskPeople => happened is LevelOpened { Level: 0 } ? null : RecommendationChange.ApprovalAsked,
        CaseEffectKind.RemindPeople => RecommendationChange.ApprovalReminded,
        CaseEffectKind.EscalateToPeople => RecommendationChange.ApprovalEscalated,
        CaseEffectKind.CallPerson => RecommendationChange.PersonCalled,
        CaseEffectKind.Tell => Told(happened),
        _ => null,
    };

    private static RecommendationChange? Told(CaseEvent happened) => happened switch
    {
        ApprovalAsked { Requirement.IsAutomatic: false } => RecommendationChange.ApprovalAsked,
        ApprovalVoided => RecommendationChange.ApprovalVoided,
        ApprovalGiven => RecommendationChange.Approved,
        StartScheduled => RecommendationChange.Scheduled,
        StartUnscheduled => RecommendationChange.Unscheduled,
        CaseHalted => RecommendationChange.Halted,
        CaseResumed => RecommendationChange.Resumed,
        ExecutionStarted => RecommendationChange.ExecutionStarted,
        VerificationStarted => RecommendationChange.VerificationStarted,
        RollbackStarted => RecommendationChange.RollbackStarted,
        CaseCompleted or AppliedByHand => RecommendationChange.Applied,
        CaseRolledBack or RolledBackByHand => RecommendationChange.RolledBack,
        CaseFailed => RecommendationChange.Failed,
        CaseRejected => RecommendationChange.Rejected,
        CaseExpired => RecommendationChange.Expired,
        CaseSuperseded => RecommendationChange.Superseded,
        CaseWithdrawn => RecommendationChange.Withdrawn,
        // That there is a plan is told with whom it asks.
        _ => null,
    };
}
