using CostIntel.Contracts.Otlp;
using static CostIntel.Contracts.Tests.OpenTelemetry.Exports;

namespace CostIntel.Contracts.Tests.OpenTelemetry;

public sealed class HistogramTests
{
    private const string Name = "http.server.request.duration";

    [Fact]
    public void Durations_of_all_routes_become_a_rate_and_quantiles_in_milliseconds()
    {
        var export = Read(Durations(
            Name,
            "s",
            Requests([0.1, 0.2], [30, 10, 0], 0.2, ("http.route", "a"), ("http.response.status_code", "200")),
            Requests([0.1, 0.2], [20, 36, 4], 0.6, ("http.route", "b"), ("http.response.status_code", "503"))));

        Assert.Equal(
            [("errors", 6), ("latency.p50", 100), ("latency.p95", Math.Round(100 + (4500.0 / 46), 9)), ("latency.p99", 500), ("requests", 10)],
            export.Values());
        Assert.Equal((0, ""), export.Rejected());
    }

    [Fact]
    public void The_unit_says_what_a_duration_is_in()
    {
        Assert.Contains(("latency.p50", 5), Read(Durations(Name, "ms", Requests([10], [4, 0]))).Values());
        Assert.Contains(("latency.p50", 5), Read(Durations("http.server.duration", "", Requests([10], [4, 0]))).Values());
    }

    [Fact]
    public void An_interval_without_requests_has_a_rate_and_no_latency() => Assert.Equal(
        [("requests", 0)], Read(Durations(Name, "s", Requests([0.1], [0, 0]))).Values());

    [Fact]
    public void Durations_without_buckets_are_counted() => Assert.Equal(
        [("requests", 0.3)],
        Read(Durations(Name, "s", new HistogramDataPoint(Requests([], [])) { Count = 3 })).Values());

    [Fact]
    public void Buckets_that_do_not_fit_together_are_rejected_one_by_one()
    {
        var export = Read(Durations(
            Name,
            "s",
            Requests([0.1], [10, 0]),
            Requests([0.2], [10, 0]),
            Requests([0.1, 0.1], [1, 1, 1]),
            Requests([0.1], [1, 1, 1])));

        Assert.Equal([("latency.p50", 50), ("latency.p95", 95), ("latency.p99", 99), ("requests", 1)], export.Values());
        Assert.Equal(3, export.Rejected().Points);
        Assert.Contains("1x A data point of http.server.request.duration has other bounds", export.Rejected().Message, StringComparison.Ordinal);
        Assert.Contains("2x A data point of http.server.request.duration has bounds that", export.Rejected().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_since_a_start_other_histograms_and_summaries_are_rejected_with_their_number()
    {
        var cumulative = Durations(Name, "s", Requests([0.1], [1, 0]));
        cumulative.Histogram.AggregationTemporality = AggregationTemporality.Cumulative;
        var summary = new Metric { Name = "gc", Summary = new() { DataPoints = { new UnreadDataPoint(), new UnreadDataPoint() } } };

        var export = Read(cumulative, Durations("rpc.size", "By", Requests([1], [1, 0])), summary);

        Assert.Empty(export.Samples);
        Assert.Equal(4, export.Rejected().Points);
        Assert.Contains("cumulativetodelta", export.Rejected().Message, StringComparison.Ordinal);
        Assert.Contains("rpc.size is a histogram", export.Rejected().Message, StringComparison.Ordinal);
        Assert.Contains("2x gc is neither", export.Rejected().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Buckets_that_are_powers_are_put_together_at_the_coarser_scale()
    {
        // Base 2: (1, 2] and (2, 4]; then base 4: (1, 4].
        var export = Read(Exponential("ms", (Scale: 0, Offset: 0, [2, 2]), (Scale: -1, Offset: 0, [6])));

        Assert.Equal(
            [("latency.p50", 2.5), ("latency.p95", 3.85), ("latency.p99", 3.97), ("requests", 1)], export.Values());
        Assert.Equal((0, ""), export.Rejected());
    }

    [Fact]
    public void Zeros_are_below_every_power_and_alone_they_are_the_latency()
    {
        var zeros = Exponential("s", (Scale: 0, Offset: -3, [2]));
        zeros.ExponentialHistogram.DataPoints[0].ZeroCount = 2;
        zeros.ExponentialHistogram.DataPoints[0].Max = 0.2;
        var alone = Exponential("s", (Scale: 3, Offset: 0, []));
        alone.ExponentialHistogram.DataPoints[0].ZeroCount = 1;

        Assert.Contains(("latency.p50", 125), Read(zeros).Values());
        Assert.Contains(("latency.p99", 200), Read(zeros).Values());
        Assert.Contains(("latency.p99", 0), Read(alone).Values());
    }

    [Fact]
    public void Powers_far_apart_are_told_apart_less_finely()
    {
        var export = Read(Exponential("ms", (Scale: 20, Offset: int.MinValue / 1024, [1]), (Scale: 20, Offset: 0, [99])));

        // Base 256 holds both ends in few enough buckets.
        Assert.InRange(export.Values().Single(sample => sample.Metric == "latency.p99").Value, 1, 2);
        Assert.Equal((0, ""), export.Rejected());
    }

    [Fact]
    public void Powers_of_an_unknown_scale_too_many_or_below_zero_are_rejected_and_so_is_a_mixture_with_named_bounds()
    {
        var below = Exponential("s", (Scale: 0, Offset: 0, [1]));
        below.ExponentialHistogram.DataPoints[0].Negative = new() { BucketCounts = { 1 } };

        var export = Read(
            Exponential("s", (Scale: 21, Offset: 0, [1])),
            Exponential("s", (Scale: 0, Offset: 0, new ulong[3201])),
            below,
            Durations(Name, "s", Requests([1], [1, 0])),
            Exponential("s", (Scale: 0, Offset: 0, [1])));

        Assert.Equal(4, export.Rejected().Points);
        Assert.Contains("3201 buckets", export.Rejected().Message, StringComparison.Ordinal);
        Assert.Contains("the scale 21", export.Rejected().Message, StringComparison.Ordinal);
        Assert.Contains("durations below zero", export.Rejected().Message, StringComparison.Ordinal);
        Assert.Contains("other bounds", export.Rejected().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_shows_some_reasons_and_counts_the_others()
    {
        var export = Read([.. Enumerable.Range(0, 11).Select(number => Durations($"h{number}", "s", Requests([1], [1, 0])))]);

        Assert.Equal(11, export.Rejected().Points);
        Assert.EndsWith(" And 3 more reasons.", export.Rejected().Message, StringComparison.Ordinal);
        Assert.DoesNotContain("h8 ", export.Rejected().Message, StringComparison.Ordinal);
    }

    private static Metric Exponential(string unit, params (int Scale, int Offset, ulong[] Counts)[] points)
    {
        var metric = new Metric
        {
            Name = Name, Unit = unit, ExponentialHistogram = new() { AggregationTemporality = AggregationTemporality.Delta },
        };
        foreach (var (scale, offset, counts) in points)
        {
            var template = Requests([], counts);
            metric.ExponentialHistogram.DataPoints.Add(new ExponentialHistogramDataPoint
            {
                StartTimeUnixNano = template.StartTimeUnixNano,
                TimeUnixNano = template.TimeUnixNano,
                Count = template.Count,
                Scale = scale,
                Positive = new() { Offset = offset, BucketCounts = { counts } },
            });
        }

        return metric;
    }
}
