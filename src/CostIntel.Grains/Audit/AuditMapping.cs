using CostIntel.Domain.Audit;
using CostIntel.Storage.Audit;

namespace CostIntel.Grains.Audit;

/// <summary>The domain's log, the stored one and the one that travels.</summary>
public static class AuditMapping
{
    /// <summary>For the way to the grain; in bounds, so that nothing large travels.</summary>
    public static AuditMessage ToMessage(this AuditNote note)
    {
        var bounded = note.Bounded();
        return new(
            bounded.Actor, bounded.Action, bounded.Outcome, bounded.Subject, bounded.Reason, bounded.RequestId,
            bounded.Answers, bounded.Before, bounded.After);
    }

    /// <summary>For the log.</summary>
    public static AuditNote ToNote(this AuditMessage note) => new(
        note.Actor, note.Action, note.Outcome, note.Subject, note.Reason, note.RequestId, note.Answers, note.Before, note.After);

    /// <summary>For the store.</summary>
    public static AuditPlace ToPlace(this AuditMark mark) => new(mark.Sequence, mark.Hash);

    /// <summary>From the store.</summary>
    public static AuditMark ToMark(this AuditPlace place) => new(place.Sequence, place.Hash);

    /// <summary>From the store.</summary>
    public static AuditLink ToLink(this AuditRow row) => new(row.Sequence, row.Payload, row.Hash);
}
