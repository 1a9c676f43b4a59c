using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Ledger;

/// <summary>
/// Of the usage of one resource, what commitments cover, and what of commitments went unused: exact effective costs, by
/// hour for 15 days and by day for 60. Part of <see cref="ResourceLedger"/>, which keeps what comes from a replay away.
/// </summary>
public sealed class CommitmentLedger
{
    /// <summary>Days kept one by one.</summary>
    public const int DaysKept = 60;

    /// <summary>Commitments that are told apart; what comes later is summed as one, so that the ledger stays small.</summary>
    public const int LinesMax = 256;

    private const string Usage = "Usage";
    private const string Unused = "Unused";

    private readonly Dictionary<int, CommitmentLine> _lineBySeries = [];
    private readonly List<CommitmentLine> _lines = [];

    /// <summary>The lines, in the order in which they were first charged.</summary>
    public IReadOnlyList<CommitmentLine> Lines => _lines;

    /// <summary>Which line each series is summed in; series without a commitment have none.</summary>
    public IReadOnlyDictionary<int, CommitmentLine> LineBySeries => _lineBySeries;

    /// <summary>True for charges that a commitment covers or that are an unused one; its purchase is neither.</summary>
    public static bool IsAbout(ChargeSeries series) =>
        series.CommitmentDiscountId.Length > 0 && string.Equals(series.ChargeCategory, Usage, StringComparison.Ordinal);

    /// <summary>Rebuilds a ledger from a snapshot's parts.</summary>
    public static CommitmentLedger Restore(
        IReadOnlyList<CommitmentLine> lines, IEnumerable<KeyValuePair<int, int>> lineIndexBySeries)
    {
        var ledger = new CommitmentLedger();
        ledger._lines.AddRange(lines);
        foreach (var (series, index) in lineIndexBySeries)
        {
            ledger._lineBySeries.Add(series, lines[index]);
        }

        return ledger;
    }

    /// <summary>Learns what a series is, once, before its first charge is applied.</summary>
    public void Learn(int seriesId, ChargeSeries series)
    {
        var isUnused = string.Equals(series.CommitmentDiscountStatus, Unused, StringComparison.OrdinalIgnoreCase);
        var id = series.CommitmentDiscountId;
        var line = Find(id, isUnused, series.Currency);
        if (line is null && _lines.Count >= LinesMax)
        {
            id = "";
            line = Find(id, isUnused, series.Currency);
        }

        _lineBySeries[seriesId] = line ?? Add(StringPool.Shared(id), isUnused, series.Currency);
    }

    /// <summary>Adds one charge; one of a series without a commitment changes nothing.</summary>
    /// <exception cref="ArithmeticException">A sum can no longer be held exactly.</exception>
    public void Apply(in UsageRecord record)
    {
        if (!_lineBySeries.TryGetValue(record.SeriesId, out var line))
        {
            return;
        }

        var effective = record.Costs.Effective;
        var costs = new Costs(effective, effective, effective, effective);
        line.Days.Add(LedgerTime.Day(record.StartSeconds), costs, 0);
        if (record.DurationSeconds <= LedgerTime.SecondsPerHour)
        {
            line.Hours.Add(LedgerTime.Hour(record.StartSeconds), costs, 0);
        }
    }

    private CommitmentLine? Find(string id, bool isUnused, Currency currency) => _lines.Find(line =>
        line.IsUnused == isUnused && line.Currency == currency
        && string.Equals(line.CommitmentId, id, StringComparison.Ordinal));

    private CommitmentLine Add(string id, bool isUnused, Currency currency)
    {
        var added = new CommitmentLine(
            id, isUnused, currency, new CostTable(DaysKept), new CostTable(ResourceLedger.HoursKept));
        _lines.Add(added);
        return added;
    }
}
