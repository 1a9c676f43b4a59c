using CostIntel.Domain.Identity;

namespace CostIntel.Domain.Notifications;

/// <summary>Where a delivery is. The numbers are stored.</summary>
public enum DeliveryState
{
    /// <summary>Waits for its first or next attempt.</summary>
    Pending = 1,

    /// <summary>The receiver has taken it.</summary>
    Delivered = 2,

    /// <summary>It was given up: a dead letter.</summary>
    Dead = 3,

    /// <summary>A digest that still takes events.</summary>
    Gathering = 4,
}

/// <summary>What one receiver is to be told, and how far that has come.</summary>
public sealed record Delivery
{
    /// <summary>Names it, the same on every attempt.</summary>
    public required string Id { get; init; }

    /// <summary>Who wanted it.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>Id of the event, or of the digest.</summary>
    public required string EventId { get; init; }

    /// <summary>Type of the event.</summary>
    public required string EventType { get; init; }

    /// <summary>What is sent; nothing while a digest gathers, or once it was delivered.</summary>
    public required Letter Letter { get; init; }

    /// <summary>Where it is.</summary>
    public DeliveryState State { get; init; } = DeliveryState.Pending;

    /// <summary>When it came up, UTC.</summary>
    public required DateTimeOffset CreatedUtc { get; init; }

    /// <summary>While pending: not before, UTC. Of a digest: when it is over.</summary>
    public required DateTimeOffset NextUtc { get; init; }

    /// <summary>Attempts since it was sent first or again.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last attempt failed; empty for none.</summary>
    public string LastFault { get; init; } = "";

    /// <summary>When it was delivered or given up, UTC.</summary>
    public DateTimeOffset? EndedUtc { get; init; }

    /// <summary>What a digest has gathered.</summary>
    public IReadOnlyList<DigestLine> Lines { get; init; } = [];

    /// <summary>Events of a digest that are only counted.</summary>
    public int FurtherLines { get; init; }

    /// <summary>The id of the delivery of an event to a subscription.</summary>
    public static string IdOf(string tenant, string subscriptionId, string eventId) =>
        "msg_" + Convert.ToHexStringLower(PermanentHash.Hash128(System.Text.Encoding.UTF8.GetBytes($"{tenant}\n{subscriptionId}\n{eventId}")));

    /// <summary>True while it will be sent by itself.</summary>
    public bool IsOpen => State is DeliveryState.Pending or DeliveryState.Gathering;

    /// <summary>After the receiver has taken it.</summary>
    public Delivery Delivered(DateTimeOffset nowUtc) => this with
    {
        State = DeliveryState.Delivered,
        Attempts = Attempts + 1,
        LastFault = "",
        EndedUtc = nowUtc,
        Letter = Letter.None,
    };

    /// <summary>After an attempt that failed.</summary>
    /// <param name="failure">Why, and whether it is worth another.</param>
    /// <param name="schedule">When it is tried again.</param>
    /// <param name="nowUtc">The time.</param>
    public Delivery Failed(SendFailure failure, RetrySchedule schedule, DateTimeOffset nowUtc)
    {
        var tried = this with { Attempts = Attempts + 1, LastFault = failure.Reason };
        if (failure.IsFinal || tried.Attempts >= schedule.AttemptsMax)
        {
            return tried with { State = DeliveryState.Dead, EndedUtc = nowUtc };
        }

        var pause = schedule.PauseAfter(Id, tried.Attempts);
        var asked = failure.RetryAfter < RetrySchedule.PauseMax ? failure.RetryAfter : RetrySchedule.PauseMax;
        return tried with { NextUtc = nowUtc + (pause > asked ? pause : asked) };
    }

    /// <summary>A dead letter that is sent again, under the same id.</summary>
    public Delivery Again(DateTimeOffset nowUtc) =>
        this with { State = DeliveryState.Pending, Attempts = 0, NextUtc = nowUtc, EndedUtc = null };
}

/// <summary>What is sent.</summary>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="Title">One line; the subject of a mail.</param>
/// <param name="Body">The body.</param>
public sealed record Letter(string ContentType, string Title, byte[] Body)
{
    /// <summary>Nothing.</summary>
    public static Letter None { get; } = new("", "", []);
}

/// <summary>An event of a digest.</summary>
/// <param name="EventId">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="AtUtc">When it happened.</param>
/// <param name="About">What it happened to.</param>
/// <param name="Summary">One sentence.</param>
public sealed record DigestLine(string EventId, string Type, DateTimeOffset AtUtc, string About, string Summary);

/// <summary>Why an attempt failed.</summary>
/// <param name="Reason">One sentence without secrets.</param>
/// <param name="IsFinal">True when trying again is of no use.</param>
/// <param name="RetryAfter">Not sooner than so long, as the receiver asked; zero for nothing.</param>
public sealed record SendFailure(string Reason, bool IsFinal, TimeSpan RetryAfter);
