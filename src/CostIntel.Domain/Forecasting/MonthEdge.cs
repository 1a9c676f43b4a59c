using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Forecasting;

/// <summary>The days on which months begin and end: where fees, renewals and batch runs fall.</summary>
internal static class MonthEdge
{
    /// <summary>How many days there are.</summary>
    public const int Count = FirstDays + LastDays;

    /// <summary>No edge.</summary>
    public const int None = -1;

    private const int FirstDays = 2;
    private const int LastDays = 3;

    /// <summary>Which edge a day is: 0 for the first of a month, <see cref="Count"/> - 1 for the last.</summary>
    public static int Of(int day)
    {
        var date = LedgerTime.Date(day);
        if (date.Day <= FirstDays)
        {
            return date.Day - 1;
        }

        var left = DateTime.DaysInMonth(date.Year, date.Month) - date.Day;
        return left < LastDays ? Count - 1 - left : None;
    }
}
