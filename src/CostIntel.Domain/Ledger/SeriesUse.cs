using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>
/// Which series a resource has been charged under lately, and how much: a machine that is resized, or one whose traffic is
/// charged under its name, is what it costs most as.
/// </summary>
public sealed class SeriesUse
{
    /// <summary>Series that are remembered; the one that was charged least lately goes first.</summary>
    public const int SeriesMax = 16;

    // Of what was charged before, so much counts a day later.
    private const decimal Kept = 0.5m;
    private const int Digits = 6;
    private const string Usage = "Usage";

    private readonly Dictionary<int, Use> _bySeries = [];
    private int _learnt;

    /// <summary>All of them, as they were learnt: number in the partition, description, newest day, what counts of its costs.</summary>
    public IEnumerable<(int SeriesId, ChargeSeries Series, int Day, decimal Recent)> All =>
        _bySeries.OrderBy(pair => pair.Value.Order).Select(pair => (pair.Key, pair.Value.Series, pair.Value.Day, pair.Value.Recent));

    /// <summary>Goes on with what was stored.</summary>
    public void Restore(int seriesId, ChargeSeries series, int day, decimal recent) =>
        _bySeries[seriesId] = new(series, _learnt++) { Day = day, Recent = recent };

    /// <summary>Learns what a series is.</summary>
    public void Learn(int seriesId, ChargeSeries series)
    {
        if (_bySeries.Count >= SeriesMax && !_bySeries.ContainsKey(seriesId))
        {
            _bySeries.Remove(_bySeries.MinBy(pair => (pair.Value.Day, pair.Value.Recent)).Key);
        }

        _bySeries[seriesId] = new(series, _learnt++);
    }

    /// <summary>Counts a charge.</summary>
    public void Add(int seriesId, long startSeconds, decimal cost)
    {
        if (!_bySeries.TryGetValue(seriesId, out var use))
        {
            return;
        }

        var day = LedgerTime.Day(startSeconds);
        if (day > use.Day)
        {
            use.Recent = Aged(use.Recent, day - use.Day);
            use.Day = day;
        }

        use.Recent = ExactDecimal.AddOrRound(use.Recent, day == use.Day ? cost : Aged(cost, use.Day - day));
    }

    /// <summary>The series of usage that cost most lately; null when there is none.</summary>
    public ChargeSeries? Main() => Main(out _);

    /// <summary>The series of usage that cost most lately, and its share of what all of usage cost; null for none.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public ChargeSeries? Main(out decimal share)
    {
        share = 1;
        var usage = _bySeries.Values.Where(use => use.Series.ChargeCategory == Usage).ToList();
        if (usage.Count == 0)
        {
            return null;
        }

        if (usage.Count == 1)
        {
            return usage[0].Series;
        }

        var newest = usage.Max(use => use.Day);
        var things = usage
            .GroupBy(use => (use.Series.SkuMeter, use.Series.SkuId, use.Series.ResourceType))
            .Select(thing => (Uses: thing.ToList(), Cost: Cost(thing, newest)))
            .ToList();
        var main = things.OrderBy(thing => thing.Cost).ThenBy(thing => thing.Uses.Max(use => use.Order)).Last();
        var all = things.Sum(thing => Math.Max(0, thing.Cost));
        share = main.Cost > 0 && all > main.Cost ? main.Cost / all : 1;
        // The same thing may be paid for in two ways, and has its newest names and tags.
        return main.Uses
            .GroupBy(use => use.Series.PricingCategory)
            .OrderBy(own => Cost(own, newest))
            .ThenBy(own => own.Max(use => use.Order))
            .Last()
            .OrderBy(use => use.Day)
            .ThenBy(use => use.Order)
            .Last().Series;
    }

    private static decimal Cost(IEnumerable<Use> uses, int day) => uses.Sum(use => Aged(use.Recent, day - use.Day));

    private static decimal Aged(decimal amount, int days)
    {
        for (; days > 0 && amount != 0; days--)
        {
            amount = Math.Round(amount * Kept, Digits);
        }

        return amount;
    }

    private sealed class Use(ChargeSeries series, int order)
    {
        public int Order { get; } = order;

        public ChargeSeries Series { get; } = series;

        public int Day { get; set; } = int.MinValue / 2;

        public decimal Recent { get; set; }
    }
}
