using CostIntel.Contracts.V1;
using CostIntel.Domain.Audit;
using Google.Protobuf.WellKnownTypes;
using Entry = CostIntel.Domain.Audit.AuditEntry;

namespace CostIntel.Server.Audit;

/// <summary>A page of a list as it fills up.</summary>
internal sealed class AuditPage(AuditSieve sieve)
{
    // Half of what clients take by default.
    private const int BytesMax = 2 << 20;

    private int _bytes;

    /// <summary>What it holds so far.</summary>
    public ListAuditResponse Response { get; } = new();

    /// <summary>The last entry that was looked at; the next page is of those before it.</summary>
    public long Before { get; private set; } = sieve.Before;

    /// <summary>True when nothing more fits.</summary>
    public bool IsFull => Response.Entries.Count == sieve.Size || _bytes >= BytesMax;

    /// <summary>Looks at the next entry.</summary>
    public void Add(AuditLink link, Entry entry)
    {
        Before = link.Sequence;
        if (sieve.Keeps(entry))
        {
            _bytes += link.Payload.Length;
            Response.Entries.Add(Message(entry, link.Hash));
        }
    }

    private static Contracts.V1.AuditEntry Message(Entry entry, string hash) => new()
    {
        Sequence = entry.Sequence,
        At = entry.AtUtc.ToTimestamp(),
        Actor = entry.Note.Actor,
        Action = entry.Note.Action,
        Outcome = (Contracts.V1.AuditOutcome)entry.Note.Outcome,
        Subject = entry.Note.Subject,
        Reason = entry.Note.Reason,
        RequestId = entry.Note.RequestId,
        Answers = entry.Note.Answers,
        Before = entry.Note.Before,
        After = entry.Note.After,
        Hash = hash,
    };
}
