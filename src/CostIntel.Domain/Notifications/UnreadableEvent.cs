using System.Text.Json;

namespace CostIntel.Domain.Notifications;

/// <summary>An event that cannot be read, and so cannot be told: a dead letter says so in its place.</summary>
/// <param name="Source">The store that it is in.</param>
/// <param name="Sequence">Its number there.</param>
/// <param name="Reason">Why it cannot be read.</param>
/// <param name="Payload">What is stored of it.</param>
public sealed record UnreadableEvent(string Source, long Sequence, string Reason, byte[] Payload)
{
    private const int PayloadShownMax = 4_096;

    /// <summary>What is sent when somebody sends the dead letter again.</summary>
    public Notice ToNotice(DateTimeOffset nowUtc) => new()
    {
        Id = FormattableString.Invariant($"unreadable-{Source}-{Sequence}"),
        Type = EventTypes.Unreadable,
        AtUtc = nowUtc,
        About = FormattableString.Invariant($"{Source}/{Sequence}"),
        Summary = FormattableString.Invariant($"Event {Sequence} of {Source} cannot be read and was not told"),
        Data = JsonSerializer.Serialize(new
        {
            source = Source,
            sequence = Sequence,
            reason = Reason,
            bytes = Payload.Length,
            payload = Convert.ToBase64String(Payload.AsSpan(0, Math.Min(Payload.Length, PayloadShownMax))),
        }),
        Fields = new Dictionary<string, string> { ["text"] = Reason },
    };
}
