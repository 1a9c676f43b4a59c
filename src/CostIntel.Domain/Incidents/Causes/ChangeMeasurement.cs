using CostIntel.Domain.Detection;
using CostIntel.Domain.Detection.Costs;

namespace CostIntel.Domain.Incidents.Causes;

/// <summary>What a resource cost in some slots, beside what it cost in those of the same hour on the days before.</summary>
/// <param name="Before">Cost that was to be expected.</param>
/// <param name="After">Cost that came.</param>
/// <param name="QuantityBefore">Quantity that was to be expected; NaN when it has none, or several units.</param>
/// <param name="QuantityAfter">Quantity that came; NaN when it has none, or several units.</param>
public readonly record struct ChangeMeasurement(double Before, double After, double QuantityBefore, double QuantityAfter)
{
    private const int DaysBefore = 7;
    private const int HoursPerDay = 24;

    /// <summary>True when it cost nothing before and after.</summary>
    public bool IsNothing => Before == 0 && After == 0;

    /// <summary>As if a drop had not been one.</summary>
    public ChangeMeasurement WithoutDrop() => After >= Before ? this : new(Before, Before, QuantityBefore, QuantityBefore);

    /// <summary>Measures a resource.</summary>
    /// <param name="totals">Its totals.</param>
    /// <param name="cost">Its series of costs.</param>
    /// <param name="quantity">Its series of quantities; null for none or several.</param>
    /// <param name="from">The first slot.</param>
    /// <param name="to">The slot behind the last one.</param>
    public static ChangeMeasurement Of(ISlotTotals totals, SeriesName cost, SeriesName? quantity, int from, int to)
    {
        var (before, after) = Measure(totals, cost, from, to);
        var (quantityBefore, quantityAfter) = quantity is { } name ? Measure(totals, name, from, to) : (double.NaN, double.NaN);
        return new(before, after, quantityBefore, quantityAfter);
    }

    private static (double Before, double After) Measure(ISlotTotals totals, SeriesName name, int from, int to)
    {
        var first = totals.Range(name).First;
        var step = name.Step == SeriesStep.Hour ? HoursPerDay : 1;
        var (before, after) = (0.0, 0.0);
        for (var slot = from; slot < to; slot++)
        {
            after += totals.Of(name, slot);
            // Of a long change the days before its first slot count, not those that are part of it.
            var behind = slot - (step * (((slot - from) / step) + 1));
            var (sum, days) = (0.0, 0);
            for (var day = 0; day < DaysBefore && behind - (day * step) >= first; day++, days++)
            {
                sum += totals.Of(name, behind - (day * step));
            }

            before += days > 0 ? sum / days : 0;
        }

        return (before, after);
    }
}
