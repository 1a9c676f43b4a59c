using System.Collections.Frozen;
using CostIntel.Domain.Access;
using CostIntel.Server.Access;

namespace CostIntel.Server.Audit;

/// <summary>
/// Which methods leave entries in the audit log: all that need more than a viewer, unless they are named here. So a new
/// command cannot be forgotten.
/// </summary>
internal static class AuditTable
{
    /// <summary>Data that streams in by the thousand, and what only looks although not every viewer may.</summary>
    public static FrozenSet<string> WithoutEntries { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "/costintel.v1.IngestService/Stream",
        "/costintel.v1.TelemetryService/Stream",
        "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
        "/costintel.v1.AccessService/ListKeys",
        "/costintel.v1.AuditService/List",
        "/costintel.v1.AuditService/Verify",
        "/costintel.v1.AuditService/Export",
        "/costintel.v1.AuditService/Head");

    /// <summary>True when calls of a method leave entries.</summary>
    /// <param name="method">Its full name, as in <see cref="AccessPolicy.Methods"/>.</param>
    public static bool IsCommand(string method) =>
        AccessPolicy.Methods.TryGetValue(method, out var role) && role is not null and not Role.Viewer
        && !WithoutEntries.Contains(method);
}
