using CostIntel.Domain.Charges;

namespace CostIntel.Domain.Telemetry;

/// <summary>Checks what is sent of metrics. The first fault found is the one reported.</summary>
public static class MetricValidation
{
    /// <summary>Metrics of one resource; further ones are refused.</summary>
    public const int MetricsPerResourceMax = 24;

    private const int NameLengthMax = 128;
    // Shapes of weeks are kept in single precision.
    private const double ValueMax = 1e30;

    /// <summary>How far ahead of now a sample may be: clocks differ.</summary>
    public static TimeSpan AheadMax { get; } = TimeSpan.FromMinutes(10);

    /// <summary>What a resource that has too many metrics is told.</summary>
    public static FieldFault TooMany { get; } = new(
        "metric", $"The resource has {MetricsPerResourceMax} metrics already, which is the most that are followed.");

    /// <summary>What is wrong with a series; null when nothing is.</summary>
    public static FieldFault? Check(MetricSeries series) =>
        CheckText("provider", series.Provider, isRequired: true)
        ?? CheckText("billing_account_id", series.BillingAccountId, isRequired: true)
        ?? CheckText("sub_account_id", series.SubAccountId, isRequired: false)
        ?? CheckText("resource_id", series.ResourceId, isRequired: true)
        ?? CheckName(series.Metric);

    /// <summary>What is wrong with a sample; null when nothing is.</summary>
    /// <param name="metric">The metric's name.</param>
    /// <param name="unixSeconds">When it was measured.</param>
    /// <param name="value">What was measured.</param>
    /// <param name="now">The time of the check.</param>
    public static FieldFault? CheckSample(string metric, long unixSeconds, double value, DateTimeOffset now)
    {
        if (unixSeconds < ChargeLimits.Earliest.ToUnixTimeSeconds())
        {
            return new("time", "The sample is from before the year 2000.");
        }

        if (unixSeconds > (now + AheadMax).ToUnixTimeSeconds())
        {
            return new("time", $"The sample is more than {AheadMax.TotalMinutes:0} minutes ahead of this server's clock.");
        }

        if (!double.IsFinite(value))
        {
            return new("value", "The value is not a finite number.");
        }

        if (Math.Abs(value) > ValueMax)
        {
            return new("value", "The value is beyond 1e30, which no metric reaches.");
        }

        return MetricVocabulary.Find(metric) is { } known ? CheckRange(known, value) : null;
    }

    private static FieldFault? CheckRange(KnownMetric metric, double value)
    {
        if (value < 0)
        {
            return new("value", $"{metric.Name} is not negative.");
        }

        return value > metric.Max
            ? new("value", FormattableString.Invariant($"{metric.Name} is in {metric.Unit} and at most {metric.Max:0}."))
            : null;
    }

    private static FieldFault? CheckText(string field, string value, bool isRequired)
    {
        if (value.Length == 0)
        {
            return isRequired ? new(field, "The value is missing.") : null;
        }

        if (value.Length > ChargeLimits.TextLengthMax)
        {
            return new(field, $"The value is longer than {ChargeLimits.TextLengthMax} characters.");
        }

        return value.Any(char.IsControl) ? new(field, "The value has control characters.") : null;
    }

    /// <summary>What is wrong with the name of a metric; null when nothing is.</summary>
    public static FieldFault? CheckName(string name)
    {
        if (MetricVocabulary.Find(name) is not null)
        {
            return null;
        }

        var isCustom = name.StartsWith(MetricVocabulary.CustomPrefix, StringComparison.Ordinal)
            && name.Length > MetricVocabulary.CustomPrefix.Length
            && name.Length <= NameLengthMax
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/');
        return isCustom
            ? null
            : new(
                "metric",
                $"The metric is none of {string.Join(", ", MetricVocabulary.All.Select(metric => metric.Name))}, nor "
                + $"'{MetricVocabulary.CustomPrefix}' and a name of letters, digits, '.', '_', '-' and '/' of at most {NameLengthMax} characters in all.");
    }
}
