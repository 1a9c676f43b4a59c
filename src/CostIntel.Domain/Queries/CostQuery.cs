using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Queries;

/// <summary>Into what periods costs are summed.</summary>
public enum CostGranularity
{
    /// <summary>One sum over the whole range.</summary>
    None,

    /// <summary>UTC days.</summary>
    Day,

    /// <summary>UTC calendar months.</summary>
    Month,

    /// <summary>
    /// UTC hours, of charges of at most an hour: resources alone keep them, for 15 days, and not apart by tags.
    /// </summary>
    Hour,
}

/// <summary>A question about costs.</summary>
/// <param name="FromDay">First UTC day, inclusive, see <see cref="LedgerTime.Day(long)"/>.</param>
/// <param name="ToDay">Last UTC day, exclusive.</param>
/// <param name="Granularity">Into what periods costs are summed.</param>
/// <param name="GroupBy">By what they are apart, besides period and currency.</param>
/// <param name="Filters">All must keep a charge.</param>
public sealed record CostQuery(
    int FromDay,
    int ToDay,
    CostGranularity Granularity,
    IReadOnlyList<Dimension> GroupBy,
    IReadOnlyList<CostFilter> Filters)
{
    /// <summary>Day of a range that is open at its start.</summary>
    public const int Earliest = -1_000_000;

    /// <summary>Day of a range that is open at its end.</summary>
    public const int Latest = 1_000_000;

    /// <summary>Every dimension the question names.</summary>
    public IEnumerable<Dimension> Dimensions => GroupBy.Concat(Filters.Select(filter => filter.Dimension));

    /// <summary>True when cubes that keep these tag keys can answer; otherwise the resources are asked.</summary>
    public bool IsAnsweredByCubes(IReadOnlySet<string> tagKeys) => Granularity != CostGranularity.Hour && Dimensions.All(dimension =>
        dimension.Kind switch
        {
            DimensionKind.Resource => false,
            DimensionKind.Tag => tagKeys.Contains(dimension.TagKey),
            _ => true,
        });

    /// <summary>True when the range touches the month.</summary>
    public bool Touches(int month) =>
        LedgerTime.FirstDayOfMonth(month) < ToDay && LedgerTime.FirstDayOfMonth(month + 1) > FromDay;

    /// <summary>The first day of the period that a day falls in; 0 without periods of days.</summary>
    public int PeriodOf(int day) => Granularity switch
    {
        CostGranularity.Day => day,
        CostGranularity.Month => LedgerTime.FirstDayOfMonth(LedgerTime.MonthOfDay(day)),
        _ => 0,
    };
}
