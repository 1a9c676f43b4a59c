using CostIntel.Domain.Encoding;

namespace CostIntel.Domain.Audit;

/// <summary>A numbered entry of an audit log.</summary>
/// <param name="Sequence">Its number: 1, 2, 3 and so on without a gap.</param>
/// <param name="AtUtc">When it was written, UTC; milliseconds are kept.</param>
/// <param name="Note">What it says.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset AtUtc, AuditNote Note)
{
    // In front of everything, so that a later form is told from this one.
    private const byte Version = 1;

    /// <summary>The canonical bytes: what is stored, and what the chain's hash covers.</summary>
    public byte[] ToBytes()
    {
        var writer = new ByteWriter();
        writer.WriteByte(Version);
        writer.WriteVarint((ulong)Sequence);
        writer.WriteZigZag(AtUtc.ToUnixTimeMilliseconds());
        writer.WriteByte((byte)Note.Outcome);
        writer.WriteVarint((ulong)Note.Answers);
        foreach (var text in (string[])
            [Note.Actor, Note.Action, Note.Subject, Note.Reason, Note.RequestId, Note.Before, Note.After])
        {
            writer.WriteString(text);
        }

        return writer.ToArray();
    }

    /// <summary>Reads canonical bytes.</summary>
    /// <exception cref="InvalidDataException">They are none.</exception>
    public static AuditEntry Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes);
        if (reader.ReadByte() != Version)
        {
            throw new InvalidDataException($"An audit entry begins with {bytes[0]}; this engine knows form {Version}.");
        }

        var sequence = unchecked((long)reader.ReadVarint());
        var atUtc = At(reader.ReadZigZag());
        var outcome = (AuditOutcome)reader.ReadByte();
        var answers = unchecked((long)reader.ReadVarint());
        var (actor, action, subject, reason) =
            (reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());
        var (requestId, before, after) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
        if (!reader.AtEnd || sequence < 1 || answers < 0 || !Enum.IsDefined(outcome))
        {
            throw new InvalidDataException("The bytes of an audit entry do not make sense.");
        }

        return new(sequence, atUtc, new(actor, action, outcome, subject, reason, requestId, answers, before, after));
    }

    private static DateTimeOffset At(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new InvalidDataException($"An audit entry is of {milliseconds} ms, which is no time.");
}
