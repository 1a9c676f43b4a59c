using CostIntel.Domain.Detection.Metrics;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Telemetry;
using CostIntel.Domain.Tests.Detection;

namespace CostIntel.Domain.Tests.Telemetry;

public sealed class MeterTests
{
    private const int FiveMinutes = 300;
    private const int PerDay = 288;

    private readonly Noise _noise = new(7);
    private readonly Meter _meter = new("cpu.utilization", new MetricDetector(), new MetricProfile(), default);
    private long _time = FiveMinutes;

    [Fact]
    public void An_anomaly_is_raised_once_and_ends_when_the_metric_has_been_as_usual_for_an_hour()
    {
        Assert.InRange(Feed(7 * PerDay, Usual).Count(finding => finding is { Progress: Progress.Raised, Score: >= 0.5 }), 0, 2);
        Feed(PerDay, Usual);

        var raised = Feed(1, () => 100);
        var lasting = Feed(2, () => 100);
        var after = Feed(24, Usual);

        var finding = Assert.Single(raised);
        Assert.Equal((Progress.Raised, 100, FiveMinutes), (finding.Progress, finding.Actual, finding.StepSeconds));
        Assert.InRange(finding.Expected, 10, 30);
        Assert.DoesNotContain(lasting, further => further.Progress == Progress.Ended);
        Assert.Equal(Progress.Ended, Assert.Single(after).Progress);
        Assert.False(_meter.State.IsActive);
    }

    [Fact]
    public void Noise_raises_nothing_in_its_first_month_and_a_huge_spike_of_the_first_day_is_still_told()
    {
        Assert.DoesNotContain(Feed(28 * PerDay, Usual), finding => finding is { Progress: Progress.Raised, Score: >= 0.5 });

        var young = new Meter("requests", new MetricDetector(), new MetricProfile(), default);
        var told = new List<MeterFinding>();
        for (var minute = 0; minute < 600; minute++)
        {
            young.Observe(new MetricSample(0, 60L * (minute + 1), minute == 599 ? 1e6 : 20 + _noise.Gauss()), told);
        }

        Assert.Equal(1e6, told[^1].Actual);
        Assert.InRange(told[^1].Score, 0.45, 1);
    }

    [Fact]
    public void Samples_that_are_not_newer_are_counted_and_change_nothing_else()
    {
        Feed(100, Usual);
        var before = _meter.State;

        var findings = new List<MeterFinding>();
        _meter.Observe(new MetricSample(0, before.LastSeconds, 1e6), findings);
        _meter.Observe(new MetricSample(0, before.LastSeconds - 1, 1e6), findings);

        Assert.Empty(findings);
        Assert.Equal(before with { Samples = before.Samples + 2, Ignored = 2 }, _meter.State);
    }

    private double Usual() => 20 + _noise.Gauss();

    private List<MeterFinding> Feed(int count, Func<double> value)
    {
        var findings = new List<MeterFinding>();
        for (var i = 0; i < count; i++, _time += FiveMinutes)
        {
            _meter.Observe(new MetricSample(0, _time, value()), findings);
        }

        return findings;
    }
}
