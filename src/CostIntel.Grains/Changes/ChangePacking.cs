using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Audit;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Workflow;
using Google.Protobuf;

namespace CostIntel.Grains.Changes;

/// <summary>What is kept of a change beside its events, to and from what is stored.</summary>
internal static class ChangePacking
{
    /// <summary>What is stored.</summary>
    public static byte[] Pack(string[] recommendationIds, IReadOnlyList<Duty> duties)
    {
        var stored = new StoredChange();
        stored.RecommendationIds.AddRange(recommendationIds);
        stored.Duties.AddRange(duties.Select(ToStored));
        return stored.ToByteArray();
    }

    /// <summary>What was stored; nothing of nothing.</summary>
    /// <param name="stored">What was stored.</param>
    /// <param name="caseId">Of which case.</param>
    public static (string[] RecommendationIds, IReadOnlyList<Duty> Duties) Unpack(byte[] stored, string caseId)
    {
        var change = StoredChange.Parser.ParseFrom(stored);
        return ([.. change.RecommendationIds], [.. change.Duties.Select(duty => ToDomain(duty, caseId))]);
    }

    private static StoredDuty ToStored(Duty duty)
    {
        var stored = new StoredDuty
        {
            Number = duty.Number,
            Actor = duty.Actor,
            AtTicks = duty.AtUtc.UtcTicks,
            State = (int)duty.State,
            Kind = (int)(duty.Effect?.Kind ?? CaseEffectKind.None),
            Key = duty.Effect?.Key ?? "",
            Subject = duty.Effect?.Subject ?? "",
            Part = duty.Effect?.Number ?? 0,
            Text = duty.Effect?.Text ?? "",
            Change = (int)(duty.Change ?? 0),
            Note = duty.Note is { } note ? ToStored(note) : null,
        };
        if (duty.SinceUtc is { } since)
        {
            stored.SinceTicks = since.UtcTicks;
        }

        return stored;
    }

    private static Duty ToDomain(StoredDuty stored, string caseId) => new(
        stored.Number,
        stored.Actor,
        Time(stored.AtTicks),
        (WorkflowState)stored.State,
        stored.Note is null
            ? new((CaseEffectKind)stored.Kind, stored.Key, caseId, stored.Subject, stored.Part, stored.Text)
            : null,
        stored.Change == 0 ? null : (RecommendationChange)stored.Change,
        stored.HasSinceTicks ? Time(stored.SinceTicks) : null,
        stored.Note is { } note ? ToDomain(note) : null);

    private static StoredAuditNote ToStored(AuditNote note) => new()
    {
        Actor = note.Actor,
        Action = note.Action,
        Subject = note.Subject,
        Reason = note.Reason,
        RequestId = note.RequestId,
        Before = note.Before,
        After = note.After,
    };

    private static AuditNote ToDomain(StoredAuditNote stored) => new(
        stored.Actor,
        stored.Action,
        AuditOutcome.Noted,
        stored.Subject,
        stored.Reason,
        stored.RequestId,
        0,
        stored.Before,
        stored.After);

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
