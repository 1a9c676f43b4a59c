using CostIntel.Contracts.State;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Telemetry;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Contracts.Tests;

public sealed class TelemetryStateTests
{
    private static readonly string[] Metrics = ["cpu.utilization", "requests"];
    private static readonly Slo[] Slos = [new("calm", Scope.Everything, "cpu.utilization", SloBound.AtMost, 50, 0.9, 30)];

    /// <summary>
    /// Of two snapshots either may be the older one, since they are written one after the other and a process may die in
    /// between; the log's tail then brings again what the samples' snapshot lacks.
    /// </summary>
    [Fact]
    public void Whatever_was_stored_last_the_metrics_go_on_as_if_nothing_had_happened()
    {
        var stops = Gen.Choose(0, 400).Four().ToArbitrary();
        Prop.ForAll(stops, stop =>
        {
            var (a, b, c, d) = stop;
            var steps = new[] { a, b, c, d }.Order().ToArray();
            var never = new Process(Slos);
            never.TakeThrough(steps[3]);

            var first = new Process(Slos);
            first.TakeThrough(steps[0]);
            first.SaveMeters();
            first.TakeThrough(steps[1]);
            first.SaveSamples();
            first.TakeThrough(steps[2]);
            first.SaveMeters();
            var second = first.StartAgain();
            second.TakeThrough(steps[3]);

            return never.Shown() == second.Shown();
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void Samples_that_the_detectors_have_are_not_stored_again()
    {
        var process = new Process();
        process.TakeThrough(300);
        Assert.True(process.Telemetry.IsWorthStoring);

        process.SaveMeters();
        process.TakeThrough(310);

        Assert.Equal(10, process.Telemetry.Recent.Count);
        Assert.False(process.Telemetry.IsWorthStoring);
    }

    [Fact]
    public void Counts_of_an_SLO_are_stored_at_once_when_it_is_new()
    {
        var process = new Process(Slos);
        process.TakeThrough(1);
        Assert.True(process.Telemetry.IsWorthStoring);

        process.SaveMeters();
        process.TakeThrough(10);
        Assert.False(process.Telemetry.IsWorthStoring);
        process.Telemetry.Follow([Slos[0] with { Objective = 0.5 }]);
        Assert.False(process.Telemetry.IsWorthStoring);

        process.Telemetry.Follow([]);
        Assert.True(process.Telemetry.IsWorthStoring);
    }

    private sealed class Process
    {
        private readonly List<MeterFinding> _findings = [];
        private WatchSnapshot _watch = new();
        private ResourceSnapshot _resource = new();

        public Process(params Slo[] slos) => Telemetry.Follow(slos);

        public ResourceTelemetry Telemetry { get; private init; } = new();

        public void TakeThrough(int count)
        {
            for (var number = (int)Telemetry.Count; number < count; number++)
            {
                var series = number % Metrics.Length;
                Telemetry.Learn(series, Metrics[series]);
                Telemetry.Add(new MetricSample(series, 60L * (number + 1), (number * 7919) % 101), _findings);
            }
        }

        public void SaveMeters()
        {
            _watch = new WatchSnapshot();
            Telemetry.SaveMeters(_watch);
            Telemetry.StoredThrough(_watch.SampleCount, Telemetry.SloChanges);
        }

        public void SaveSamples()
        {
            _resource = new ResourceSnapshot();
            Telemetry.SaveRecent(_resource);
        }

        public Process StartAgain()
        {
            var again = new Process { Telemetry = _resource.ToTelemetry(_watch, _findings), _watch = _watch, _resource = _resource };
            again.Telemetry.Follow(Slos);
            return again;
        }

        public string Shown()
        {
            var snapshot = new WatchSnapshot();
            Telemetry.SaveMeters(snapshot);
            return snapshot.ToString();
        }
    }
}
