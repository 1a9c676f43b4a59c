using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>
/// The running costs of one resource: exact, bounded, and the same whatever the order in which charges arrive.
/// </summary>
/// <remarks>
/// Hours are kept for 15 days, days for 400; what is older is in the totals only. The ledger remembers up to which
/// offset of its partition's log it has applied charges and ignores what lies at or before it, so a replay is harmless.
/// </remarks>
public sealed class ResourceLedger
{
    /// <summary>Hours kept one by one.</summary>
    public const int HoursKept = 15 * 24;

    /// <summary>Days kept one by one.</summary>
    public const int DaysKept = 400;

    /// <summary>
    /// Lines that may differ in tags. A resource whose tags change without end (a build number, say) sums what
    /// comes later without them, so that its ledger stays small.
    /// </summary>
    public const int TaggedLinesMax = 64;

    private static readonly HashSet<string> NoTags = [];

    private readonly Dictionary<int, LedgerLine> _lineBySeries = [];
    private readonly List<LedgerLine> _lines = [];
    private LedgerLine? _lastLine;
    private int _lastSeries;
    private int _notedSeries = -1;
    private int _notedDay;

    /// <summary>The last offset of the partition's log that is in this ledger; 0 for none.</summary>
    public long AppliedThrough { get; set; }

    /// <summary>
    /// The series of usage that cost most lately, for names and attributes; the newest where none is usage; null before the
    /// first charge.
    /// </summary>
    public ChargeSeries? Description { get; private set; }

    /// <summary>Which series it was charged under lately.</summary>
    public SeriesUse Uses { get; } = new();

    /// <summary>Start of the earliest charge, Unix seconds; <see cref="long.MaxValue"/> before the first one.</summary>
    public long FirstCharge { get; private set; } = long.MaxValue;

    /// <summary>Start of the latest charge, Unix seconds; <see cref="long.MinValue"/> before the first one.</summary>
    public long LastCharge { get; private set; } = long.MinValue;

    /// <summary>The line of the charge that was applied last; null before the first one.</summary>
    public LedgerLine? LastLine => _lastLine;

    /// <summary>The lines, in the order in which they were first charged.</summary>
    public IReadOnlyList<LedgerLine> Lines => _lines;

    /// <summary>Which line each known series is summed in.</summary>
    public IReadOnlyDictionary<int, LedgerLine> LineBySeries => _lineBySeries;

    /// <summary>What commitments cover; null for a resource that none has covered yet.</summary>
    public CommitmentLedger? Commitments { get; private set; }

    /// <summary>The distinct hour tables with the currency and unit they are of.</summary>
    public IEnumerable<LedgerLine> HourTables => _lines.DistinctBy(line => line.Hours);

    /// <summary>Rebuilds a ledger from a snapshot's parts.</summary>
    public static ResourceLedger Restore(
        long appliedThrough,
        ChargeSeries? description,
        long firstCharge,
        long lastCharge,
        IReadOnlyList<LedgerLine> lines,
        IEnumerable<KeyValuePair<int, int>> lineIndexBySeries,
        CommitmentLedger? commitments = null)
    {
        var ledger = new ResourceLedger
        {
            AppliedThrough = appliedThrough,
            Description = description,
            FirstCharge = firstCharge,
            LastCharge = lastCharge,
            Commitments = commitments,
        };
        ledger._lines.AddRange(lines);
        foreach (var (series, index) in lineIndexBySeries)
        {
            ledger._lineBySeries.Add(series, lines[index]);
        }

        return ledger;
    }

    /// <summary>True when charges of the series can be applied.</summary>
    public bool Knows(int seriesId) =>
        (seriesId == _lastSeries && _lastLine is not null) || _lineBySeries.ContainsKey(seriesId);

    /// <summary>Learns what a series is, once, before its first charge is applied.</summary>
    public void Learn(int seriesId, ChargeSeries series)
    {
        Uses.Learn(seriesId, series);
        Description = Uses.Main() ?? series;
        var (currency, unit) = (series.Currency, StringPool.Shared(series.ConsumedUnit));
        var dimensions = DimensionSet.Of(series);
        if (_lines.Count >= TaggedLinesMax && Find(dimensions, currency, unit) is null)
        {
            dimensions = DimensionSet.Of(series, NoTags);
        }

        _lineBySeries[seriesId] = Find(dimensions, currency, unit) ?? Add(dimensions, currency, unit);
        if (CommitmentLedger.IsAbout(series))
        {
            (Commitments ??= new()).Learn(seriesId, series);
        }
    }

    /// <summary>Adds one charge; false when its series has to be learnt first.</summary>
    /// <exception cref="ArithmeticException">A sum can no longer be held exactly.</exception>
    public bool TryApply(in UsageRecord record)
    {
        // Most resources have one series: the look-up is for the others.
        var line = _lastLine;
        if (line is null || record.SeriesId != _lastSeries)
        {
            if (!_lineBySeries.TryGetValue(record.SeriesId, out line))
            {
                return false;
            }

            (_lastSeries, _lastLine) = (record.SeriesId, line);
        }

        FirstCharge = Math.Min(FirstCharge, record.StartSeconds);
        LastCharge = Math.Max(LastCharge, record.StartSeconds);
        line.Days.Add(LedgerTime.Day(record.StartSeconds), record.Costs, record.Quantity);
        if (record.DurationSeconds <= LedgerTime.SecondsPerHour)
        {
            line.Hours.Add(LedgerTime.Hour(record.StartSeconds), record.Costs, record.Quantity);
        }

        Commitments?.Apply(record);
        Note(record);
        return true;
    }

    // What it is may have changed when another day begins or another series is charged.
    private void Note(in UsageRecord record)
    {
        Uses.Add(record.SeriesId, record.StartSeconds, record.Costs.Effective);
        var day = LedgerTime.Day(record.StartSeconds);
        if (record.SeriesId != _notedSeries || day != _notedDay)
        {
            (_notedSeries, _notedDay) = (record.SeriesId, day);
            Description = Uses.Main() ?? Description;
        }
    }

    private LedgerLine? Find(DimensionSet dimensions, Currency currency, string unit) =>
        _lines.Find(line => IsOf(line, currency, unit) && line.Dimensions.Equals(dimensions));

    private LedgerLine Add(DimensionSet dimensions, Currency currency, string unit)
    {
        var category = dimensions.ChargeCategory;
        var hours = _lines.Find(line => IsOf(line, currency, unit) && line.Dimensions.ChargeCategory == category)?.Hours
            ?? new CostTable(HoursKept);
        var added = new LedgerLine(dimensions, currency, unit, new CostTable(DaysKept), hours);
        _lines.Add(added);
        return added;
    }

    private static bool IsOf(LedgerLine line, Currency currency, string unit) =>
        line.Currency == currency && string.Equals(line.Unit, unit, StringComparison.Ordinal);
}
