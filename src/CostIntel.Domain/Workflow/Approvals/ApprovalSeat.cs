using System.Diagnostics.CodeAnalysis;

namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>One approval that counts: who gave it, and whose it is.</summary>
/// <param name="Actor">Who gave it.</param>
/// <param name="For">In whose name; the actor's own unless it was delegated.</param>
public sealed record ApprovalSeat(string Actor, string For)
{
    /// <summary>True when it was given in the name of somebody else.</summary>
    public bool IsDelegated => Actor != For;
}

/// <summary>Whether somebody may approve: on a seat, or why not. Never both.</summary>
public sealed class SeatResult
{
    private SeatResult(ApprovalSeat? seat, string? refusal) => (Seat, Refusal) = (seat, refusal);

    /// <summary>The approval that counts.</summary>
    public ApprovalSeat? Seat { get; }

    /// <summary>Why there is none.</summary>
    public string? Refusal { get; }

    /// <summary>True when the approval counts.</summary>
    [MemberNotNullWhen(true, nameof(Seat))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Counts => Seat is not null;

    /// <summary>It counts.</summary>
    public static SeatResult Granted(string actor, string @for) => new(new(actor, @for), null);

    /// <summary>It does not count.</summary>
    public static SeatResult Refused(string reason) => new(null, reason);
}
