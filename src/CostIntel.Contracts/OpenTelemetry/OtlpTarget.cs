using CostIntel.Contracts.Otlp;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>The resource that was measured, named as in its charges.</summary>
internal sealed record OtlpTarget(string Provider, string BillingAccountId, string SubAccountId, string ResourceId)
{
    private static readonly string[] ProviderKeys = ["costintel.provider", "cloud.provider"];
    private static readonly string[] AccountKeys = ["costintel.billing_account_id", "cloud.account.id"];
    private static readonly string[] ResourceKeys =
        ["costintel.resource_id", "cloud.resource_id", "host.id", "k8s.pod.uid", "container.id", "service.instance.id"];

    /// <summary>Reads the attributes; null when they do not say which resource it is, with the fault.</summary>
    public static OtlpTarget? Of(Resource? resource, out string fault)
    {
        var attributes = resource?.Attributes;
        var provider = OtlpAttributes.Find(attributes, ProviderKeys);
        var account = OtlpAttributes.Find(attributes, AccountKeys);
        var id = OtlpAttributes.Find(attributes, ResourceKeys);
        string?[] missing =
        [
            provider is null ? string.Join(" or ", ProviderKeys) : null,
            account is null ? string.Join(" or ", AccountKeys) : null,
            id is null ? string.Join(" or ", ResourceKeys) : null,
        ];
        fault = $"The resource has no attribute {string.Join(", and no ", missing.Where(keys => keys is not null))}.";
        return provider is null || account is null || id is null
            ? null
            : new(
                provider.ToLowerInvariant(),
                account,
                OtlpAttributes.Find(attributes, "costintel.sub_account_id") ?? "",
                id);
    }

    /// <summary>One of its metrics.</summary>
    public MetricSeries Series(string metric) => new(Provider, BillingAccountId, SubAccountId, ResourceId, metric);
}
