using CostIntel.Domain.Detection.Costs;

namespace CostIntel.Domain.Detection;

/// <summary>A slot of a series beside what was expected of it.</summary>
/// <param name="StartSeconds">Start of the slot, Unix seconds UTC.</param>
/// <param name="Actual">Its total as it is known now.</param>
/// <param name="Expected">What was expected of it.</param>
/// <param name="Low">95 of 100 slots lie from here.</param>
/// <param name="High">To here.</param>
public readonly record struct EvidencePoint(long StartSeconds, double Actual, double Expected, double Low, double High)
{
    /// <summary>
    /// Shows a series beside what was expected, slot by slot: the same detector goes once more through all that is still
    /// known of the series, so that nothing has to be kept for the day on which somebody asks.
    /// </summary>
    /// <param name="totals">The series' totals.</param>
    /// <param name="name">The series.</param>
    /// <param name="from">The first slot that is shown.</param>
    /// <param name="to">The slot behind the last one.</param>
    public static IReadOnlyList<EvidencePoint> Of(ISlotTotals totals, SeriesName name, int from, int to)
    {
        var (first, last) = totals.Range(name);
        var end = Math.Min(to, last + 1);
        var points = new List<EvidencePoint>();
        var detector = new CostDetector(name.Step);
        var ignored = default(FindingBuffer);
        for (var slot = first; slot < end; slot++)
        {
            var total = totals.Of(name, slot);
            if (slot >= from)
            {
                var expected = detector.Expect(slot);
                points.Add(new(name.StartOf(slot), total, expected.Expected, expected.Low, expected.High));
            }

            ignored = default;
            detector.Observe(slot, total, CostSensitivity.Highest, ref ignored);
        }

        return points;
    }
}
