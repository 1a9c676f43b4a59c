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
        ["/costintel.v1.TelemetryService/Stream"] = Role.Ingester,
        ["/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"] = Role.Ingester,
        ["/costintel.v1.TelemetryService/GetMetrics"] = Role.Viewer,
        ["/costintel.v1.CostService/QueryCosts"] = Role.Viewer,
        ["/costintel.v1.CostService/WatchCosts"] = Role.Viewer,
        ["/costintel.v1.CostService/GetResource"] = Role.Viewer,
        ["/costintel.v1.CostService/ListResources"] = Role.Viewer,
        ["/costintel.v1.ForecastService/ForecastCosts"] = Role.Viewer,
        ["/costintel.v1.ForecastService/ProjectMonth"] = Role.Viewer,
        ["/costintel.v1.SimulationService/Run"] = Role.Viewer,
        ["/costintel.v1.SimulationService/Get"] = Role.Viewer,
        ["/costintel.v1.SimulationService/List"] = Role.Viewer,
        ["/costintel.v1.SimulationService/ListTemplates"] = Role.Viewer,
        ["/costintel.v1.AnomalyService/Watch"] = Role.Viewer,
        ["/costintel.v1.AnomalyService/List"] = Role.Viewer,
        ["/costintel.v1.AnomalyService/Get"] = Role.Viewer,
        ["/costintel.v1.AnomalyService/ListRules"] = Role.Viewer,
        ["/costintel.v1.AnomalyService/Replay"] = Role.Viewer,
        ["/costintel.v1.AnomalyService/Acknowledge"] = Role.Approver,
        ["/costintel.v1.AnomalyService/Resolve"] = Role.Approver,
        ["/costintel.v1.AnomalyService/Feedback"] = Role.Approver,
        ["/costintel.v1.AnomalyService/PutRule"] = Role.Approver,
        ["/costintel.v1.AnomalyService/DeleteRule"] = Role.Approver,
        ["/costintel.v1.AnomalyService/Annotate"] = Role.Ingester,
        ["/costintel.v1.SlaService/PutSlo"] = Role.Approver,
        ["/costintel.v1.SlaService/ListSlos"] = Role.Viewer,
        ["/costintel.v1.SlaService/DeleteSlo"] = Role.Approver,
        ["/costintel.v1.SlaService/GetStatus"] = Role.Viewer,
        ["/costintel.v1.SlaService/Check"] = Role.Viewer,
        ["/costintel.v1.RecommendationService/List"] = Role.Viewer,
        ["/costintel.v1.RecommendationService/Get"] = Role.Viewer,
        ["/costintel.v1.RecommendationService/Watch"] = Role.Viewer,
        ["/costintel.v1.RecommendationService/GetSavings"] = Role.Viewer,
        ["/costintel.v1.RecommendationService/GetPolicy"] = Role.Viewer,
        ["/costintel.v1.RecommendationService/GetPrices"] = Role.Viewer,
        ["/costintel.v1.RecommendationService/Reject"] = Role.Approver,
        ["/costintel.v1.RecommendationService/ReportApplied"] = Role.Operator,
        ["/costintel.v1.RecommendationService/ReportRolledBack"] = Role.Operator,
        ["/costintel.v1.RecommendationService/PutPolicy"] = Role.Admin,
        ["/costintel.v1.RecommendationService/PutPrices"] = Role.Admin,
        ["/costintel.v1.NotificationService/PutChannel"] = Role.Admin,
        ["/costintel.v1.NotificationService/ListChannels"] = Role.Viewer,
        ["/costintel.v1.NotificationService/DeleteChannel"] = Role.Admin,
        ["/costintel.v1.NotificationService/RotateSecret"] = Role.Admin,
        ["/costintel.v1.NotificationService/TestChannel"] = Role.Admin,
        ["/costintel.v1.NotificationService/PutSubscription"] = Role.Approver,
        ["/costintel.v1.NotificationService/ListSubscriptions"] = Role.Viewer,
        ["/costintel.v1.NotificationService/DeleteSubscription"] = Role.Approver,
        ["/costintel.v1.NotificationService/ListDeliveries"] = Role.Viewer,
        ["/costintel.v1.NotificationService/Redeliver"] = Role.Operator,
        ["/costintel.v1.AccessService/CreateKey"] = Role.Admin,
        ["/costintel.v1.AccessService/ListKeys"] = Role.Admin,
        ["/costintel.v1.AccessService/RevokeKey"] = Role.Admin,
        ["/costintel.v1.AccessService/RotateKey"] = Role.Admin,
        ["/costintel.v1.AccessService/WhoAmI"] = null,
        ["/costintel.v1.AuditService/List"] = Role.Operator,
        ["/costintel.v1.AuditService/Verify"] = Role.Operator,
        ["/costintel.v1.AuditService/Head"] = Role.Operator,
        ["/costintel.v1.AuditService/Export"] = Role.Admin,
        ["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = null,
        ["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"] = null,
    };

    /// <summary>Balancers and orchestrators ask without a key.</summary>
    public static bool IsOpen(string method) => method.StartsWith("/grpc.health.v1.Health/", StringComparison.Ordinal);
}
