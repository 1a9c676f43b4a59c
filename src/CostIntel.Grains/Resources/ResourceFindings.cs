using CostIntel.Domain.Charges;
using CostIntel.Domain.Detection;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;

namespace CostIntel.Grains.Resources;

/// <summary>Says of what was found in a resource's series whose it is, and how price and quantity took part.</summary>
internal static class ResourceFindings
{
    public static IEnumerable<Finding> Of(
        ResourceKey key, ChargeSeries description, LedgerTotals totals, SeriesWatch watch, IEnumerable<SeriesFinding> found)
    {
        foreach (var finding in found)
        {
            var name = finding.Series;
            yield return new Finding(
                SubjectOf(key, description, name.Measure, name.Unit),
                finding.Progress,
                name.StartOf(finding.Slot),
                name.StepSeconds,
                finding.Actual,
                finding.Expected,
                finding.Score,
                finding.Signal,
                SplitOf(totals, watch, finding));
        }
    }

    /// <summary>A series of a resource, which may never have been charged.</summary>
    public static Subject SubjectOf(ResourceKey key, ChargeSeries? description, Measure measure, string unit) => new(
        key.Account,
        key.ToString(),
        key.SubAccountId,
        description?.ServiceName ?? "",
        description?.RegionId ?? "",
        description?.ResourceName ?? "",
        description?.Tags ?? [],
        measure,
        unit);

    // With several units there is no one quantity that the cost is of.
    private static PriceQuantitySplit? SplitOf(LedgerTotals totals, SeriesWatch watch, in SeriesFinding finding)
    {
        if (finding.Signal == Signal.PriceChange)
        {
            return new(0, finding.Actual - finding.Expected);
        }

        var (measure, step) = (finding.Series.Measure, finding.Series.Step);
        var quantities = watch.Series
            .Where(series => series.Name.Measure == Measure.Quantity && series.Name.Step == step)
            .ToList();
        if (measure != Measure.Cost || quantities is not [var quantity])
        {
            return null;
        }

        var actual = totals.Of(quantity.Name, finding.Slot);
        return PriceQuantitySplit.Of(
            finding.Actual, finding.Expected, actual, quantity.Monitor.Detector.Expect(finding.Slot).Expected);
    }
}
