using CostIntel.Domain.Audit;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Workflow;

namespace CostIntel.Grains.Changes;

/// <summary>Something that an event asked for and nobody has acknowledged yet: an effect, or an entry for the audit log.</summary>
/// <param name="Number">Number of the event.</param>
/// <param name="Actor">Who caused it; empty for the engine.</param>
/// <param name="AtUtc">When it happened.</param>
/// <param name="State">Where the change was after it.</param>
/// <param name="Effect">What is to be done; null for an entry.</param>
/// <param name="Change">What the recommendations are told; null when it is not about telling.</param>
/// <param name="SinceUtc">See <see cref="ChangeNews.SinceUtc"/>.</param>
/// <param name="Note">The entry; null for an effect.</param>
internal sealed record Duty(
    long Number,
    string Actor,
    DateTimeOffset AtUtc,
    WorkflowState State,
    CaseEffect? Effect,
    RecommendationChange? Change,
    DateTimeOffset? SinceUtc,
    AuditNote? Note)
{
    // More than there are kinds of effects.
    private const int KindsMax = 32;

    /// <summary>True for what an operation of the change waits for.</summary>
    public bool IsOperation => Effect?.Kind is CaseEffectKind.LockResources or CaseEffectKind.CheckResources
        or CaseEffectKind.ApplyStep or CaseEffectKind.CheckHealth or CaseEffectKind.UndoStep or CaseEffectKind.PollStep;

    /// <summary>Its place among all that the change tells: one event may tell two things.</summary>
    public long Position => (Number * KindsMax) + (int)(Effect?.Kind ?? 0);

    /// <summary>True while the change still wants it: an operation that was given up is not begun again.</summary>
    public bool IsWantedBy(Case now) => !IsOperation
        || (now.Operation is { RetryUtc: null } operation && operation.Key == Effect!.Subject
            && (Effect.Kind != CaseEffectKind.PollStep || Effect.Key == CaseKeys.Poll(operation.Key, operation.Polls)));
}
