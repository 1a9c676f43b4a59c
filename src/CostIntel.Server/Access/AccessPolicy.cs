using CostIntel.Domain.Access;

namespace CostIntel.Server.Access;

/// <summary>Who may call what: one table for the whole contract. What it does not name nobody may call.</summary>
internal static class AccessPolicy
{
    /// <summary>By full method name: the role that is needed; null where none is.</summary>
    public static IReadOnlyDictionary<string, Role?> Methods { get; } = new Dictionary<string, Role?>(StringComparer.Ordinal)
    {
        ["/costintel.v1.IngestService/Stream"] = Role.Ingester,
        ["/costintel.v1.IngestService/ImportStatement"] = Role.Ingester,
        ["/costintel.v1.CostService/QueryCosts"] = Role.Viewer,
        ["/costintel.v1.CostService/WatchCosts"] = Role.Viewer,
        ["/costintel.v1.CostService/GetResource"] = Role.Viewer,
        ["/costintel.v1.CostService/ListResources"] = Role.Viewer,
        ["/costintel.v1.AccessService/CreateKey"] = Role.Admin,
        ["/costintel.v1.AccessService/ListKeys"] = Role.Admin,
        ["/costintel.v1.AccessService/RevokeKey"] = Role.Admin,
        ["/costintel.v1.AccessService/RotateKey"] = Role.Admin,
        ["/costintel.v1.AccessService/WhoAmI"] = null,
        ["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = null,
        ["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"] = null,
    };

    /// <summary>Balancers and orchestrators ask without a key.</summary>
    public static bool IsOpen(string method) => method.StartsWith("/grpc.health.v1.Health/", StringComparison.Ordinal);
}
