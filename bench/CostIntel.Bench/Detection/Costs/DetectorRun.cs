using System.Diagnostics;
using CostIntel.Domain.Detection.Costs;

namespace CostIntel.Bench.Detection.Costs;

/// <summary>Feeds the points of a resource to a detector, and notes what it makes of them.</summary>
internal sealed class DetectorRun(ScenarioOptions options, bool withDeploys)
{
    /// <summary>Time in the detector.</summary>
    public TimeSpan Elapsed { get; private set; }

    public long Points { get; private set; }

    public long Allocated { get; private set; }

    /// <summary>Findings that were taken back.</summary>
    public int Retracted { get; private set; }

    /// <summary>What the scores of the resource that was fed last rest on.</summary>
    public CostSignal[] LastSignals { get; private set; } = [];

    /// <summary>Each point once, final when it comes: its score, and whether it was raised.</summary>
    public (double[] Scores, bool[] Raised) Settled(ScenarioResource resource)
    {
        var (scores, raised) = (new double[resource.Points.Length], new bool[resource.Points.Length]);
        var detector = new CostDetector(options.Step);
        var (deploys, first) = (Deploys(resource), FirstSlot(resource));
        var findings = default(FindingBuffer);
        LastSignals = new CostSignal[scores.Length];
        var (started, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        for (var i = 0; i < scores.Length; i++)
        {
            if (deploys[i])
            {
                detector.Announce(first + i);
            }

            findings = default;
            detector.Observe(first + i, resource.Points[i].Cost, CostSensitivity.Default, ref findings);
            detector.SettleThrough(first + i, CostSensitivity.Default, ref findings);
            (scores[i], LastSignals[i]) = (detector.LastScore, detector.LastSignal);
            Note(findings, first, raised);
        }

        Elapsed += Stopwatch.GetElapsedTime(started);
        Allocated += GC.GetAllocatedBytesForCurrentThread() - allocated;
        Points += scores.Length;
        return (scores, raised);
    }

    /// <summary>As the points arrive, late and again, settling by themselves: what stays raised in the end.</summary>
    public bool[] Restated(ScenarioResource resource)
    {
        var raised = new bool[resource.Points.Length];
        var detector = new CostDetector(options.Step);
        var (deploys, first) = (Deploys(resource), FirstSlot(resource));
        var arrivals = ScenarioArrivals.Of(options, resource);
        var findings = default(FindingBuffer);
        var announced = 0;
        var started = Stopwatch.GetTimestamp();
        foreach (var arrival in arrivals)
        {
            for (; announced <= arrival.Point; announced++)
            {
                if (deploys[announced])
                {
                    detector.Announce(first + announced);
                }
            }

            findings = default;
            detector.Observe(first + arrival.Point, arrival.Cost, CostSensitivity.Default, ref findings);
            Note(findings, first, raised);
        }

        for (var slot = detector.SettledThrough + 1; slot <= detector.Newest; slot++)
        {
            findings = default;
            detector.SettleThrough(slot, CostSensitivity.Default, ref findings);
            Note(findings, first, raised);
        }

        Elapsed += Stopwatch.GetElapsedTime(started);
        Points += arrivals.Count;
        return raised;
    }

    private int FirstSlot(ScenarioResource resource) =>
        options.FirstSlot + (resource.FirstHour / options.HoursPerPoint);

    private bool[] Deploys(ScenarioResource resource)
    {
        var deploys = new bool[resource.Points.Length];
        foreach (var hour in withDeploys ? resource.Announced : [])
        {
            deploys[(hour - resource.FirstHour) / options.HoursPerPoint] = true;
        }

        return deploys;
    }

    private void Note(in FindingBuffer findings, int first, bool[] raised)
    {
        for (var i = 0; i < findings.Count; i++)
        {
            var isRetracted = findings[i].Kind == FindingKind.Retracted;
            Retracted += isRetracted ? 1 : 0;
            raised[findings[i].Slot - first] = !isRetracted;
        }
    }
}
