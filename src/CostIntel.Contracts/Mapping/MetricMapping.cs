using CostIntel.Domain.Charges;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Contracts.Mapping;

/// <summary>Metrics between the contract and the domain.</summary>
public static class MetricMapping
{
    /// <summary>The domain's form; texts are trimmed and the provider is lower-cased. A fault says what is wrong.</summary>
    public static (MetricSeries? Series, FieldFault? Fault) ToDomain(this V1.MetricSeries message)
    {
        var series = new MetricSeries(
            message.Provider.Trim().ToLowerInvariant(),
            message.BillingAccountId.Trim(),
            message.SubAccountId.Trim(),
            message.ResourceId.Trim(),
            message.Metric.Trim());
        return MetricValidation.Check(series) is { } fault ? (null, fault) : (series, null);
    }
}
