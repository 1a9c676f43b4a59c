using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Queries;

/// <summary>Sums lines of ledgers and cubes into the rows that a question asks for.</summary>
public sealed class CostAccumulator(CostQuery query)
{
    private readonly Dictionary<RowKey, RowSum> _rows = [];

    /// <summary>Adds the days of one line that the question keeps.</summary>
    /// <param name="account">Whose line it is.</param>
    /// <param name="resourceId">FOCUS ResourceId, or empty when the line is of no single resource.</param>
    /// <param name="line">Dimensions, currency and unit.</param>
    /// <param name="days">Costs by UTC day.</param>
    public void Add(AccountKey account, string resourceId, in CubeLineKey line, CostTable days)
    {
        var from = Math.Max(query.FromDay, days.FirstSlot);
        var to = Math.Min(query.ToDay, days.EndSlot);
        if (from < to && Keeps(account, resourceId, line.Dimensions))
        {
            AddPeriods(KeysOf(account, resourceId, line.Dimensions), line, days, from, to);
        }
    }

    /// <summary>Adds what lies outside a table's window to a question without bounds or periods.</summary>
    public void AddEvicted(AccountKey account, string resourceId, in CubeLineKey line, CostTable days)
    {
        if (Keeps(account, resourceId, line.Dimensions))
        {
            var keys = KeysOf(account, resourceId, line.Dimensions);
            Add(new RowKey(keys, 0, line.Currency), days.Evicted, line.Unit, days.EvictedQuantity);
        }
    }

    /// <summary>Adds hours that lines of one resource share, as those of the first line that the question keeps.</summary>
    public void AddHours(AccountKey account, string resourceId, IEnumerable<LedgerLine> lines, CostTable hours)
    {
        if (lines.FirstOrDefault(line => Keeps(account, resourceId, line.Dimensions)) is not { } kept)
        {
            return;
        }

        var keys = KeysOf(account, resourceId, kept.Dimensions);
        var from = Math.Max(query.FromDay * (long)LedgerTime.HoursPerDay, hours.FirstSlot);
        var to = Math.Min(query.ToDay * (long)LedgerTime.HoursPerDay, hours.EndSlot);
        for (var hour = (int)from; hour < to; hour++)
        {
            var costs = hours.CostsAt(hour);
            if (!costs.IsZero)
            {
                Add(new RowKey(keys, hour, kept.Currency), costs, kept.Unit, 0);
            }
        }
    }

    /// <summary>Adds a row of a partial answer.</summary>
    public void Add(CostRow row)
    {
        var sum = SumOf(new RowKey(row.Keys, row.Period, row.Currency));
        sum.Costs += row.Costs;
        foreach (var quantity in row.Quantities)
        {
            sum.AddQuantity(quantity.Unit, quantity.Amount);
        }
    }

    /// <summary>The rows, by period, then by EffectiveCost from high to low, then by keys and currency.</summary>
    public List<CostRow> Rows()
    {
        var rows = new List<CostRow>(_rows.Count);
        foreach (var (key, sum) in _rows)
        {
            rows.Add(new CostRow(key.Keys, key.Period, key.Currency, sum.Costs, sum.Quantities));
        }

        rows.Sort(CostRowOrder.Instance);
        return rows;
    }

    private static string ValueOf(Dimension by, AccountKey account, string resourceId, DimensionSet dimensions) =>
        by.Kind switch
        {
            DimensionKind.Provider => account.Provider,
            DimensionKind.Account => account.BillingAccountId,
            DimensionKind.SubAccount => dimensions.SubAccountId,
            DimensionKind.Service => dimensions.ServiceName,
            DimensionKind.ServiceCategory => dimensions.ServiceCategory,
            DimensionKind.Region => dimensions.RegionId,
            DimensionKind.ChargeCategory => dimensions.ChargeCategory,
            DimensionKind.Resource => resourceId,
            DimensionKind.Tag => dimensions.Tag(by.TagKey),
            _ => throw new ArgumentOutOfRangeException(nameof(by), by.Kind, "Not a dimension."),
        };

    private bool Keeps(AccountKey account, string resourceId, DimensionSet dimensions)
    {
        foreach (var filter in query.Filters)
        {
            if (!filter.Keeps(ValueOf(filter.Dimension, account, resourceId, dimensions)))
            {
                return false;
            }
        }

        return true;
    }

    private string[] KeysOf(AccountKey account, string resourceId, DimensionSet dimensions)
    {
        var keys = new string[query.GroupBy.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ValueOf(query.GroupBy[i], account, resourceId, dimensions);
        }

        return keys;
    }

    private void AddPeriods(string[] keys, in CubeLineKey line, CostTable days, int from, int to)
    {
        while (from < to)
        {
            var end = query.Granularity switch
            {
                CostGranularity.Day => from + 1,
                CostGranularity.Month => Math.Min(to, LedgerTime.FirstDayOfMonth(LedgerTime.MonthOfDay(from) + 1)),
                _ => to,
            };
            var (costs, quantity) = days.Sum(from, end);
            if (!costs.IsZero || quantity != 0 || query.Granularity == CostGranularity.None)
            {
                Add(new RowKey(keys, query.PeriodOf(from), line.Currency), costs, line.Unit, quantity);
            }

            from = end;
        }
    }

    private void Add(RowKey key, in Costs costs, string unit, decimal quantity)
    {
        var sum = SumOf(key);
        sum.Costs += costs;
        if (quantity != 0)
        {
            sum.AddQuantity(unit, quantity);
        }
    }

    private RowSum SumOf(RowKey key)
    {
        if (!_rows.TryGetValue(key, out var sum))
        {
            _rows.Add(key, sum = new RowSum());
        }

        return sum;
    }

    private sealed class RowSum
    {
        private UnitAmount[] _quantities = [];

        public Costs Costs { get; set; }

        public IReadOnlyList<UnitAmount> Quantities => _quantities;

        public void AddQuantity(string unit, decimal amount)
        {
            for (var i = 0; i < _quantities.Length; i++)
            {
                if (string.Equals(_quantities[i].Unit, unit, StringComparison.Ordinal))
                {
                    _quantities[i] = new(unit, ExactDecimal.AddOrRound(_quantities[i].Amount, amount));
                    return;
                }
            }

            _quantities = [.. _quantities, new(unit, amount)];
        }
    }

    private readonly struct RowKey(IReadOnlyList<string> keys, int period, Currency currency) : IEquatable<RowKey>
    {
        public IReadOnlyList<string> Keys { get; } = keys;

        public int Period { get; } = period;

        public Currency Currency { get; } = currency;

        public bool Equals(RowKey other) =>
            Period == other.Period && Currency == other.Currency && Keys.SequenceEqual(other.Keys, StringComparer.Ordinal);

        public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(Period);
            hash.Add(Currency);
            for (var i = 0; i < Keys.Count; i++)
            {
                hash.Add(Keys[i], StringComparer.Ordinal);
            }

            return hash.ToHashCode();
        }
    }
}
