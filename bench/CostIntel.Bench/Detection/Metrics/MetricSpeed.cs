using System.Diagnostics;
using CostIntel.Domain.Detection.Metrics;

namespace CostIntel.Bench.Detection.Metrics;

/// <summary>What a point costs: with one detector that stays in the cache, and with many that are visited in turn.</summary>
internal static class MetricSpeed
{
    private const int Detectors = 20_000;
    private const int Rounds = 25;
    private const int Grown = 2_000;

    public static object Measure(List<NabFile> files)
    {
        RunAll(files);
        var (started, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        var points = RunAll(files);
        var hot = Stopwatch.GetElapsedTime(started).TotalNanoseconds / points;
        // Without the detectors themselves, one a file.
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated - (files.Count * (MetricDetector.StateBytes + 64L));
        return new
        {
            nanosecondsHot = Math.Round(hot),
            nanosecondsInTurn = Math.Round(InTurn(files.MaxBy(file => file.Points.Length)!)),
            allocatedPerPoint = Math.Round(Math.Max(0, allocated) / (double)points, 3),
            MetricDetector.StateBytes,
        };
    }

    private static long RunAll(List<NabFile> files)
    {
        var points = 0L;
        foreach (var file in files)
        {
            var detector = new MetricDetector();
            for (var i = 0; i < file.Points.Length; i++)
            {
                detector.Observe(file.Seconds[i], file.Points[i]);
            }

            points += file.Points.Length;
        }

        return points;
    }

    private static double InTurn(NabFile file)
    {
        var grown = new MetricDetector();
        for (var i = 0; i < Grown; i++)
        {
            grown.Observe(file.Seconds[i], file.Points[i]);
        }

        var state = new byte[MetricDetector.StateBytes];
        grown.Save(state);
        var detectors = new MetricDetector[Detectors];
        for (var i = 0; i < Detectors; i++)
        {
            detectors[i] = MetricDetector.Restore(state)!;
        }

        var started = Stopwatch.GetTimestamp();
        for (var point = Grown; point < Grown + Rounds; point++)
        {
            foreach (var detector in detectors)
            {
                detector.Observe(file.Seconds[point], file.Points[point]);
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / (Rounds * Detectors);
    }
}
