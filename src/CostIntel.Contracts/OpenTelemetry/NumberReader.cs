using CostIntel.Contracts.Otlp;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>Reads gauges and sums.</summary>
internal sealed class NumberReader(SampleFolds folds, OtlpRejections rejections)
{
    private const double Percent = 100;

    public void Read(Metric metric, OtlpTarget target)
    {
        var points = metric.Gauge?.DataPoints ?? metric.Sum.DataPoints;
        if (OtlpTimes.FaultOf(metric) is { } fault)
        {
            rejections.Add(points.Count, fault);
            return;
        }

        var isRate = metric.Sum is { IsMonotonic: true };
        var rules = NumberRule.Find(metric.Name, metric.Unit, isRate, isSum: metric.Sum is not null);
        var used = 0;
        foreach (var point in points)
        {
            used += Read(metric, point, rules, target) ? 1 : 0;
        }

        // States that are not wanted are passed over, but not when there are no others.
        if (used == 0 && points.Count > 0)
        {
            rejections.Add(
                points.Count,
                $"{metric.Name} has no data point whose {string.Join(" or ", rules[0].Keys)} is "
                + $"{string.Join(" or ", rules.Select(rule => rule.Wanted))}.");
        }
    }

    /// <summary>False for a data point that is of another state or direction than those wanted.</summary>
    private bool Read(Metric metric, NumberDataPoint point, IReadOnlyList<NumberRule> rules, OtlpTarget target)
    {
        var state = OtlpAttributes.Find(point.Attributes, rules[0].Keys);
        var rule = rules.FirstOrDefault(rule =>
            rule.Wanted is null || rule.Wanted == state || (state is null && !rule.IsRate));
        if (rule is null)
        {
            return false;
        }

        if (OtlpTimes.HasNoValue(point.Flags))
        {
            return true;
        }

        if (OtlpTimes.FaultOf(metric.Name, point.StartTimeUnixNano, point.TimeUnixNano, rule.IsRate) is { } fault)
        {
            rejections.Add(1, fault);
            return true;
        }

        var series = target.Series(rule.Metric);
        folds.Add(new SamplePart(
            series, OtlpTimes.Seconds(point.TimeUnixNano), Value(metric.Unit, point, rule, state), rule.Fold, rule.Rank, 1));
        return true;
    }

    private static double Value(string unit, NumberDataPoint point, NumberRule rule, string? state)
    {
        var value = point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble;
        if (rule.IsRate)
        {
            return value / OtlpTimes.Interval(point.StartTimeUnixNano, point.TimeUnixNano);
        }

        var whole = unit == "%" ? Percent : 1;
        if (rule.IsInverted && state is not null)
        {
            value = whole - value;
        }

        return MetricVocabulary.Find(rule.Metric)?.Unit == "%" ? value / whole * Percent : value;
    }
}
