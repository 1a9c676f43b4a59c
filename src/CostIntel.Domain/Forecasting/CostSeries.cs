using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Forecasting;

/// <summary>The exact daily costs of one series: of one combination of keys and one currency.</summary>
/// <param name="Keys">One value per grouped dimension.</param>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="FirstDay">The UTC day of <c>Days[0]</c>.</param>
/// <param name="Days">Consecutive days; 0 where nothing was charged.</param>
/// <param name="FirstHour">The UTC hour of <c>Hours[0]</c>.</param>
/// <param name="Hours">Consecutive hours; empty when they were not asked for. Only their shares of a day are used.</param>
public sealed record CostSeries(
    IReadOnlyList<string> Keys, Currency Currency, int FirstDay, decimal[] Days, int FirstHour, double[] Hours)
{
    /// <summary>Takes rows by day apart into series, by keys and then by currency.</summary>
    /// <param name="rows">With the granularity day.</param>
    /// <param name="column">Which cost.</param>
    /// <param name="fromDay">First day, inclusive.</param>
    /// <param name="toDay">Last day, exclusive.</param>
    public static IReadOnlyList<CostSeries> Of(IEnumerable<CostRow> rows, CostColumn column, int fromDay, int toDay)
    {
        var series = new SortedDictionary<SeriesKey, decimal[]>();
        var within = rows.Where(row => row.Period >= fromDay && row.Period < toDay).ToList();
        // However far back is asked for, decades before the first charge take no memory.
        fromDay = within.Count == 0 ? fromDay : Math.Max(fromDay, within.Min(row => row.Period) - ResourceLedger.DaysKept);
        foreach (var row in within)
        {
            var key = new SeriesKey(row.Keys, row.Currency);
            if (!series.TryGetValue(key, out var days))
            {
                series.Add(key, days = new decimal[toDay - fromDay]);
            }

            days[row.Period - fromDay] = ExactDecimal.AddOrRound(days[row.Period - fromDay], row.Costs.Of(column));
        }

        return [.. series.Select(pair => new CostSeries(pair.Key.Keys, pair.Key.Currency, fromDay, pair.Value, 0, []))];
    }

    /// <summary>Adds rows by hour to the series that they are of.</summary>
    /// <param name="series">From <see cref="Of"/>.</param>
    /// <param name="rows">With the granularity hour.</param>
    /// <param name="column">Which cost.</param>
    /// <param name="fromHour">First hour, inclusive.</param>
    /// <param name="toHour">Last hour, exclusive.</param>
    public static IReadOnlyList<CostSeries> WithHours(
        IEnumerable<CostSeries> series, IEnumerable<CostRow> rows, CostColumn column, int fromHour, int toHour)
    {
        var hours = new SortedDictionary<SeriesKey, double[]>();
        foreach (var row in rows.Where(row => row.Period >= fromHour && row.Period < toHour))
        {
            var key = new SeriesKey(row.Keys, row.Currency);
            if (!hours.TryGetValue(key, out var known))
            {
                hours.Add(key, known = new double[toHour - fromHour]);
            }

            known[row.Period - fromHour] += (double)row.Costs.Of(column);
        }

        return [.. series.Select(one => one with
        {
            FirstHour = fromHour,
            Hours = hours.GetValueOrDefault(new SeriesKey(one.Keys, one.Currency), []),
        })];
    }

    /// <summary>The history from one day to another, both inclusive; null when nothing was charged on any of them.</summary>
    public ForecastHistory? History(int fromDay, int lastDay)
    {
        var (start, end) = (Math.Max(0, fromDay - FirstDay), Math.Clamp(lastDay + 1 - FirstDay, 0, Days.Length));
        return start >= end || Array.TrueForAll(Days[start..end], cost => cost == 0)
            ? null
            : new(FirstDay + start, Array.ConvertAll(Days[start..end], cost => (double)cost), FirstHour, Hours);
    }

    /// <summary>What a range of days cost; exact to 28 digits.</summary>
    public decimal Sum(int fromDay, int toDay)
    {
        var sum = 0m;
        for (var day = Math.Max(fromDay, FirstDay); day < Math.Min(toDay, FirstDay + Days.Length); day++)
        {
            sum = ExactDecimal.AddOrRound(sum, Days[day - FirstDay]);
        }

        return sum;
    }

    private readonly record struct SeriesKey(IReadOnlyList<string> Keys, Currency Currency) : IComparable<SeriesKey>
    {
        public int CompareTo(SeriesKey other)
        {
            var order = 0;
            for (var i = 0; order == 0 && i < Keys.Count; i++)
            {
                order = string.CompareOrdinal(Keys[i], other.Keys[i]);
            }

            return order != 0 ? order : string.CompareOrdinal(Currency.Code, other.Currency.Code);
        }
    }
}
