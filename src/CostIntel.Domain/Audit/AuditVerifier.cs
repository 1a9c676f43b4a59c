namespace CostIntel.Domain.Audit;

/// <summary>Follows a chain from its start, entry by entry, and tells the first fault. Knows nothing of where they come from.</summary>
public sealed class AuditVerifier
{
    private readonly Queue<AuditMark> _marks;
    private AuditMark _head;

    /// <summary>Starts.</summary>
    /// <param name="start">Behind which mark the entries begin.</param>
    /// <param name="marks">Marks that were kept apart; those at or before the start are left out.</param>
    public AuditVerifier(AuditMark start, IEnumerable<AuditMark> marks)
    {
        _head = start;
        _marks = new(marks.Where(mark => mark.Sequence > start.Sequence).OrderBy(mark => mark.Sequence));
        Fault = marks.Where(mark => mark.Sequence == start.Sequence && mark.Hash != start.Hash)
            .Select(Rewritten)
            .FirstOrDefault();
    }

    /// <summary>The last entry that was found right.</summary>
    public AuditMark Head => _head;

    /// <summary>The first fault; null while there is none.</summary>
    public AuditFault? Fault { get; private set; }

    /// <summary>Checks the next entry.</summary>
    /// <returns>True while there is no fault.</returns>
    public bool Add(AuditLink link)
    {
        Fault ??= Check(link);
        if (Fault is null)
        {
            _head = link.Mark;
        }

        return Fault is null;
    }

    /// <summary>Says that there are no further entries.</summary>
    /// <param name="head">Where the log says that it ends.</param>
    /// <returns>The first fault; null when the log is as it was written.</returns>
    public AuditFault? End(AuditMark head)
    {
        Fault ??= CheckEnd(head) ?? _marks.Where(mark => mark.Sequence > _head.Sequence).Select(Beyond).FirstOrDefault();
        return Fault;
    }

    private AuditFault? Check(AuditLink link)
    {
        var expected = _head.Sequence + 1;
        if (link.Sequence > expected)
        {
            return new(AuditFaultKind.Missing, expected, $"Entries {expected} to {link.Sequence - 1} are missing.");
        }

        if (link.Sequence < expected)
        {
            return new(AuditFaultKind.OutOfOrder, expected, $"Entry {link.Sequence} stands where entry {expected} belongs.");
        }

        if (SequenceIn(link) is not { } written)
        {
            return new(AuditFaultKind.Edited, expected, $"Entry {expected} was edited: it cannot be read.");
        }

        if (written != expected)
        {
            return new(AuditFaultKind.OutOfOrder, expected, $"Entry {expected} holds what was written as entry {written}.");
        }

        return AuditChain.Next(_head.Hash, link.Payload) == link.Hash
            ? CheckMarks(link.Mark)
            : new(AuditFaultKind.Edited, expected, $"Entry {expected} was edited: its hash does not fit what it says.");
    }

    private AuditFault? CheckMarks(AuditMark at)
    {
        while (_marks.TryPeek(out var mark) && mark.Sequence == at.Sequence)
        {
            if (mark.Hash != at.Hash)
            {
                return Rewritten(mark);
            }

            _marks.Dequeue();
        }

        return null;
    }

    private AuditFault? CheckEnd(AuditMark head)
    {
        if (head.Sequence > _head.Sequence)
        {
            return new(
                AuditFaultKind.Missing,
                _head.Sequence + 1,
                $"Entries {_head.Sequence + 1} to {head.Sequence} are missing at the end.");
        }

        if (head.Sequence < _head.Sequence)
        {
            return new(
                AuditFaultKind.OutOfOrder,
                head.Sequence + 1,
                $"The log says that it ends with entry {head.Sequence}, and there are entries up to {_head.Sequence}.");
        }

        return head.Hash == _head.Hash ? null : Rewritten(head);
    }

    private static AuditFault Rewritten(AuditMark mark) => new(
        AuditFaultKind.Rewritten,
        mark.Sequence,
        $"The chain was written anew: at entry {mark.Sequence} it is not the one that was marked.");

    private static AuditFault Beyond(AuditMark mark) => new(
        AuditFaultKind.Missing, mark.Sequence, $"Entry {mark.Sequence} was marked and is missing: the end was cut off.");

    private static long? SequenceIn(AuditLink link)
    {
        try
        {
            return AuditEntry.Parse(link.Payload).Sequence;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
