using CostIntel.Contracts.V1;
using CostIntel.Server.Errors;
using AuditEntry = CostIntel.Domain.Audit.AuditEntry;

namespace CostIntel.Server.Audit;

/// <summary>Which entries are asked for.</summary>
internal sealed class AuditSieve(ListAuditRequest request)
{
    private const int PerPage = 100;
    private const int PerPageMax = 1_000;

    private readonly DateTimeOffset? _from = request.From?.ToDateTimeOffset();
    private readonly DateTimeOffset? _to = request.To?.ToDateTimeOffset();

    /// <summary>Entries on a page.</summary>
    public int Size => request.PageSize == 0 ? PerPage : request.PageSize;

    /// <summary>The page is of entries before this one.</summary>
    public long Before { get; } = BeforeOf(request);

    public bool Keeps(AuditEntry entry) =>
        (_from is null || entry.AtUtc >= _from)
        && (_to is null || entry.AtUtc < _to)
        && (request.Actor.Length == 0 || entry.Note.Actor == request.Actor)
        && entry.Note.Action.Contains(request.Action, StringComparison.OrdinalIgnoreCase)
        && (request.Subject.Length == 0 || entry.Note.Subject == request.Subject)
        && (request.RequestId.Length == 0 || entry.Note.RequestId == request.RequestId)
        && (request.Outcomes.Count == 0 || request.Outcomes.Contains((Contracts.V1.AuditOutcome)entry.Note.Outcome));

    private static long BeforeOf(ListAuditRequest request)
    {
        Require.That(
            request.PageSize is >= 0 and <= PerPageMax, $"page_size is {request.PageSize}; it must be 0 to {PerPageMax}.");
        if (request.PageToken.Length == 0)
        {
            return long.MaxValue;
        }

        return long.TryParse(request.PageToken, out var before) && before > 0
            ? before
            : throw Require.Invalid("page_token is not one that this service gave out.");
    }
}
