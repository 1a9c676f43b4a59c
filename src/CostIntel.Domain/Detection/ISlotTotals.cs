namespace CostIntel.Domain.Detection;

/// <summary>Where the totals of series are to be had.</summary>
public interface ISlotTotals
{
    /// <summary>The total of a slot; 0 for nothing.</summary>
    double Of(SeriesName name, int slot);

    /// <summary>The first and the last slot that are known.</summary>
    (int First, int Last) Range(SeriesName name);
}
