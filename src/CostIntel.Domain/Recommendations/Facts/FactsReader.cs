using CostIntel.Domain.Forecasting;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Recommendations.Facts;

/// <summary>Reads from what a resource keeps what a recommendation may rest on.</summary>
public static class FactsReader
{
    /// <summary>Days that are read at most.</summary>
    public const int DaysMax = 90;

    private const string Usage = "Usage";
    // Exports of some providers are two days behind; what has not been charged for longer is gone.
    private const int SilentDaysMax = 3;

    /// <summary>The facts; null when it was never charged, has not been for days, or not for a whole day.</summary>
    /// <param name="key">Which resource.</param>
    /// <param name="ledger">Its costs.</param>
    /// <param name="telemetry">Its metrics.</param>
    /// <param name="nowSeconds">Unix seconds UTC.</param>
    /// <param name="changesLately">Changes announced in the last 30 days.</param>
    public static ResourceFacts? Of(
        ResourceKey key, ResourceLedger ledger, ResourceTelemetry telemetry, long nowSeconds, int changesLately)
    {
        var today = LedgerTime.Day(nowSeconds);
        if (ledger.Description is not { } description || LedgerTime.Day(ledger.LastCharge) < today - SilentDaysMax)
        {
            return null;
        }

        var last = CompleteDays.Last(Math.Min(LedgerTime.Day(ledger.LastCharge), today), nowSeconds);
        // The day of the first charge is complete only when it began with it.
        var first = LedgerTime.Day(ledger.FirstCharge + LedgerTime.SecondsPerDay - 1);
        var from = Math.Max(first, last + 1 - DaysMax);
        if (from > last)
        {
            return null;
        }

        var lines = ledger.Lines.Where(line => line.Dimensions.ChargeCategory == Usage).ToList();
        var currency = MainCurrency(lines, from, last + 1) ?? description.Currency;
        var covered = ledger.Commitments?.Lines.Where(line => line.Currency == currency) ?? [];
        ledger.Uses.Main(out var share);
        return new ResourceFacts
        {
            Key = key,
            Description = description,
            Currency = currency,
            Costs = History([.. lines.Where(line => line.Currency == currency)], [.. covered], from, last + 1),
            MainShare = share,
            Metrics = Metrics(telemetry),
            NowSeconds = nowSeconds,
            FirstChargeSeconds = ledger.FirstCharge,
            LastChargeSeconds = ledger.LastCharge,
            ChangesLately = changesLately,
        };
    }

    /// <summary>What a resource cost for usage on each complete day, from its first charge on, as far back as days are kept.</summary>
    /// <param name="ledger">Its costs.</param>
    /// <param name="currency">Currency code.</param>
    /// <param name="nowSeconds">Unix seconds UTC.</param>
    /// <returns>Number of the first day and the costs; none when it was never charged for a whole day.</returns>
    public static (int FirstDay, decimal[] Costs) DailyCosts(ResourceLedger ledger, string currency, long nowSeconds)
    {
        var today = LedgerTime.Day(nowSeconds);
        if (ledger.Description is null)
        {
            return (today, []);
        }

        // What is no longer charged costs nothing, as far as exports that are late can have told.
        var newest = Math.Min(LedgerTime.Day(ledger.LastCharge), today);
        var last = Math.Max(CompleteDays.Last(newest, nowSeconds), today - SilentDaysMax);
        var from = Math.Max(LedgerTime.Day(ledger.FirstCharge + LedgerTime.SecondsPerDay - 1), last + 1 - ResourceLedger.DaysKept);
        if (from > last)
        {
            return (today, []);
        }

        var lines = ledger.Lines.Where(line => line.Dimensions.ChargeCategory == Usage && line.Currency.Code == currency);
        return (from, [.. History([.. lines], [], from, last + 1).DailyCosts]);
    }

    /// <summary>The metrics that have samples.</summary>
    public static MetricFacts[] Metrics(ResourceTelemetry telemetry) =>
    [
        .. telemetry.Meters.Where(meter => meter.State.Samples > 0).Select(meter => new MetricFacts(
            meter.Metric, meter.Profile, meter.State.Samples, meter.State.FirstSeconds, meter.State.LastSeconds, meter.State.LastValue)),
    ];

    private static Currency? MainCurrency(List<LedgerLine> lines, int from, int to) => lines.Count switch
    {
        0 => null,
        1 => lines[0].Currency,
        _ => lines.GroupBy(line => line.Currency).MaxBy(own => own.Sum(line => line.Days.Sum(from, to).Costs.Effective))!.Key,
    };

    private static CostHistory History(List<LedgerLine> lines, List<CommitmentLine> covered, int from, int to)
    {
        var costs = new decimal[to - from];
        var quantities = new decimal[to - from];
        var unit = MainUnit(lines, from, to);
        foreach (var line in lines)
        {
            Add(line.Days, from, costs, line.Unit == unit ? quantities : [], 1);
        }

        var tables = lines.DistinctBy(line => line.Hours).Where(line => line.Hours.Count > 0).ToList();
        var endHour = to * LedgerTime.HoursPerDay;
        var firstHour = tables.Count == 0 ? endHour : Math.Max(from * LedgerTime.HoursPerDay, tables.Min(line => line.Hours.FirstSlot));
        firstHour = Math.Max(firstHour, endHour - ResourceLedger.HoursKept);
        var count = Math.Max(0, endHour - firstHour);
        var (hourlyCosts, hourlyQuantities) = (new decimal[count], new decimal[count]);
        foreach (var line in tables)
        {
            Add(line.Hours, firstHour, hourlyCosts, line.Unit == unit ? hourlyQuantities : [], 1);
        }

        foreach (var line in covered)
        {
            Add(line.Days, from, costs, [], -1);
            Add(line.Hours, firstHour, hourlyCosts, [], -1);
        }

        return new(from, costs, quantities, firstHour, hourlyCosts, hourlyQuantities);
    }

    private static string MainUnit(List<LedgerLine> lines, int from, int to) => lines.Count switch
    {
        0 => "",
        1 => lines[0].Unit,
        _ => lines.GroupBy(line => line.Unit).MaxBy(own => own.Sum(line => line.Days.Sum(from, to).Costs.Effective))!.Key,
    };

    private static void Add(CostTable table, int from, decimal[] costs, decimal[] quantities, int sign)
    {
        for (var slot = Math.Max(from, table.FirstSlot); slot < Math.Min(from + costs.Length, table.EndSlot); slot++)
        {
            costs[slot - from] += sign * table.CostsAt(slot).Effective;
            if (quantities.Length > 0)
            {
                quantities[slot - from] += table.QuantityAt(slot);
            }
        }
    }
}
