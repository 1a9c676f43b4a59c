using CostIntel.Contracts.Otlp;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>What a call of an OpenTelemetry exporter comes to.</summary>
/// <param name="Samples">Those of one series in order of their time.</param>
/// <param name="Rejections">Data points that are not understood; more may be added.</param>
public sealed record OtlpExport(IReadOnlyList<OtlpSample> Samples, OtlpRejections Rejections)
{
    /// <summary>Reads a call. It remembers nothing of calls before.</summary>
    public static OtlpExport Read(ExportMetricsServiceRequest request)
    {
        var rejections = new OtlpRejections();
        var folds = new SampleFolds();
        var numbers = new NumberReader(folds, rejections);
        var histograms = new HistogramReader(folds, rejections);
        foreach (var measured in request.ResourceMetrics)
        {
            var metrics = measured.ScopeMetrics.SelectMany(scope => scope.Metrics);
            var target = OtlpTarget.Of(measured.Resource, out var fault);
            foreach (var metric in metrics)
            {
                if (target is null)
                {
                    rejections.Add(PointsOf(metric), fault);
                }
                else
                {
                    Read(metric, target);
                }
            }
        }

        histograms.Finish();
        return new OtlpExport(folds.ToSamples(), rejections);

        void Read(Metric metric, OtlpTarget target)
        {
            switch (metric.DataCase)
            {
                case Metric.DataOneofCase.Gauge:
                case Metric.DataOneofCase.Sum:
                    numbers.Read(metric, target);
                    break;
                case Metric.DataOneofCase.Histogram:
                case Metric.DataOneofCase.ExponentialHistogram:
                    histograms.Read(metric, target);
                    break;
                default:
                    rejections.Add(PointsOf(metric), $"{metric.Name} is neither a gauge, a sum nor a histogram.");
                    break;
            }
        }
    }

    private static int PointsOf(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Count,
        Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Count,
        Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Count,
        Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.Count,
        Metric.DataOneofCase.Summary => metric.Summary.DataPoints.Count,
        _ => 0,
    };
}
