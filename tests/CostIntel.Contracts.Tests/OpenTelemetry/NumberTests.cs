using CostIntel.Contracts.Otlp;
using static CostIntel.Contracts.Tests.OpenTelemetry.Exports;

namespace CostIntel.Contracts.Tests.OpenTelemetry;

public sealed class NumberTests
{
    [Theory]
    [InlineData("state")]
    [InlineData("cpu.mode")]
    public void Processors_are_as_busy_as_they_are_not_idle_on_average(string state)
    {
        var export = Read(Gauge(
            "system.cpu.utilization",
            "1",
            Point(0.9, ("cpu", "cpu0"), (state, "idle")),
            Point(0.1, ("cpu", "cpu0"), (state, "user")),
            Point(0.5, ("cpu", "cpu1"), (state, "idle")),
            Point(0.5, ("cpu", "cpu1"), (state, "user"))));

        Assert.Equal([("cpu.utilization", 30.0)], export.Values());
        Assert.Equal((0, ""), export.Rejected());
    }

    [Fact]
    public void What_a_processor_does_beside_idling_does_not_say_how_busy_it_is()
    {
        var export = Read(Gauge("system.cpu.utilization", "1", Point(0.1, ("state", "user"))));

        Assert.Empty(export.Samples);
        Assert.Contains("is idle", export.Rejected().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ratios_become_percent_and_only_what_is_used_counts()
    {
        var export = Read(
            Gauge("system.memory.utilization", "1", Point(0.25, ("state", "used")), Point(0.75, ("state", "free"))),
            Sum(
                "system.memory.usage",
                AggregationTemporality.Cumulative,
                isMonotonic: false,
                Point(4096, ("state", "used")),
                Point(8192, ("state", "free"))),
            Gauge("system.filesystem.utilization", "1", Point(0.2, ("device", "a")), Point(0.6, ("device", "b"))),
            Gauge("hw.gpu.utilization", "%", Point(40)));

        Assert.Equal(
            [("gpu.utilization", 40), ("memory.used", 4096), ("memory.utilization", 25), ("storage.utilization", 40)],
            export.Values());
    }

    [Fact]
    public void Of_a_host_and_its_processes_the_host_counts_and_processes_add_up()
    {
        var processes = Gauge("process.cpu.utilization", "1", Point(0.2, ("state", "user")), Point(0.1, ("state", "system")));
        var host = Gauge("system.cpu.utilization", "1", Point(0.2, ("state", "idle")));

        Assert.Equal([("cpu.utilization", 30)], Read(processes).Values());
        Assert.Equal([("cpu.utilization", 80)], Read(processes, host).Values());
        Assert.Equal([("cpu.utilization", 80)], Read(host, processes).Values());
    }

    [Fact]
    public void What_was_counted_in_an_interval_becomes_a_number_a_second_over_all_devices()
    {
        var export = Read(
            Delta(
                "system.network.io",
                Point(1000, ("device", "eth0"), ("direction", "receive")),
                Point(500, ("device", "eth1"), ("direction", "receive")),
                Point(20, ("device", "eth0"), ("direction", "transmit"))),
            Delta("system.disk.io", Point(70, ("disk.io.direction", "write"))),
            Delta("system.disk.operations", Point(30, ("direction", "read"))));

        Assert.Equal(
            [("disk.read.operations", 3), ("disk.write", 7), ("network.receive", 150), ("network.transmit", 2)],
            export.Values());
    }

    [Fact]
    public void What_was_counted_since_a_start_is_rejected_with_the_way_out()
    {
        var export = Read(
            Sum(
                "system.network.io",
                AggregationTemporality.Cumulative,
                isMonotonic: true,
                Point(1, ("direction", "receive")),
                Point(2, ("direction", "transmit"))),
            Sum("http.server.active_requests", AggregationTemporality.Delta, isMonotonic: false, Point(1)));

        Assert.Empty(export.Samples);
        Assert.Equal(3, export.Rejected().Points);
        Assert.Contains("cumulativetodelta", export.Rejected().Message, StringComparison.Ordinal);
        Assert.Contains("export how much there is", export.Rejected().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_metrics_are_followed_under_names_of_their_own_gauges_averaged_and_sums_added()
    {
        var export = Read(
            Gauge("queue depth", "1", Point(2, ("queue", "a")), Point(4, ("queue", "b"))),
            Sum("jobs", AggregationTemporality.Cumulative, isMonotonic: false, Point(2), Point(4)),
            Delta("orders", Point(20), Point(40)),
            Gauge("availability", "%", Point(99.5)),
            Gauge("latency.p99", "s", Point(2)));

        Assert.Equal(
            [
                ("availability", 99.5), ("custom.jobs", 6), ("custom.latency.p99", 2), ("custom.orders", 6),
                ("custom.queue_depth", 3),
            ],
            export.Values());
    }

    [Fact]
    public void Data_points_without_a_time_or_an_interval_are_rejected_and_those_without_a_value_passed_over()
    {
        var noTime = Point(1);
        noTime.TimeUnixNano = 0;
        var noInterval = Point(1);
        noInterval.StartTimeUnixNano = 0;
        var noValue = Point(1);
        noValue.Flags = 1;

        var export = Read(Gauge("load", "1", noTime, noValue, Point(5)), Delta("orders", noInterval));

        Assert.Equal([("custom.load", 5)], export.Values());
        Assert.Equal(
            (2,
                "1x A data point of load has no time. "
                + "1x A data point of orders covers no time: its start is not before its end."),
            export.Rejected());
    }

    [Fact]
    public void Samples_come_in_order_of_their_time()
    {
        var later = Point(2);
        later.TimeUnixNano += 60_000_000_000;

        var export = Read(Gauge("load", "1", later, Point(1)));

        Assert.Equal([(Start, 1), (Start + 60, 2)], export.Samples.Select(sample => (sample.UnixSeconds, sample.Value)));
    }
}
