using CostIntel.Domain.Audit;

namespace CostIntel.Grains.Audit;

/// <summary>The audit log of one tenant, keyed by its canonical id: numbers entries and ties each to the one before.</summary>
[Alias("costintel.audit")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Adds an entry; durable when it returns.</summary>
    /// <returns>Its sequence.</returns>
    [Alias("append")]
    Task<long> AppendAsync(AuditMessage note);
}

/// <summary>What is to be remembered; the members are those of <see cref="AuditNote"/>.</summary>
[GenerateSerializer, Immutable, Alias("costintel.audit-message")]
public sealed record AuditMessage(
    [property: Id(0)] string Actor,
    [property: Id(1)] string Action,
    [property: Id(2)] AuditOutcome Outcome,
    [property: Id(3)] string Subject,
    [property: Id(4)] string Reason,
    [property: Id(5)] string RequestId,
    [property: Id(6)] long Answers,
    [property: Id(7)] string Before,
    [property: Id(8)] string After);
