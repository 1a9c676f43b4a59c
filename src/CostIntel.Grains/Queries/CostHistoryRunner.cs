using CostIntel.Domain.Forecasting;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Queries;

namespace CostIntel.Grains.Queries;

/// <summary>Reads what forecasts are made of.</summary>
public sealed class CostHistoryRunner(CostQueryRunner runner)
{
    private const int HourDays = 14;

    /// <summary>The daily costs up to the last complete day and what later days were charged so far.</summary>
    /// <param name="tenant">Whose costs.</param>
    /// <param name="question">Which costs.</param>
    /// <param name="nowSeconds">Unix seconds UTC.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null when nothing has been charged up to now.</returns>
    public async Task<CostHistories?> ReadAsync(
        TenantId tenant, HistoryQuestion question, long nowSeconds, CancellationToken cancellation)
    {
        var today = LedgerTime.Day(nowSeconds);
        if (await NewestDayAsync(tenant, question, today, cancellation) is not { } newest)
        {
            return null;
        }

        var last = Math.Min(CompleteDays.Last(newest, nowSeconds), question.ToDay - 1);
        var learnFrom = Math.Max(question.FromDay, last + 1 - ResourceLedger.DaysKept);
        var from = Math.Min(learnFrom, Math.Min(question.SumFromDay, FirstOfMonth(last + 1)));
        var to = question.ToDay < CostQuery.Latest ? last + 1 : last + 1 + Forecaster.DaysAheadMax;
        var rows = await runner.RunAsync(
            tenant, new CostQuery(from, to, CostGranularity.Day, question.GroupBy, question.Filters), cancellation);
        var series = CostSeries.Of(rows, question.Column, from, to);
        return new(last, learnFrom, question.WithHours
            ? await AddHoursAsync(tenant, question, last, series, cancellation)
            : series);
    }

    private static int FirstOfMonth(int day) => LedgerTime.FirstDayOfMonth(LedgerTime.MonthOfDay(day));

    // Whatever of it is filtered, an account tells its charges at one go: silence of a part is no lack of data.
    private async Task<int?> NewestDayAsync(
        TenantId tenant, HistoryQuestion question, int today, CancellationToken cancellation)
    {
        CostFilter[] accounts = [.. question.Filters.Where(filter =>
            filter.Dimension.Kind is DimensionKind.Provider or DimensionKind.Account)];
        Dimension[] byAccount = [Dimension.Of(DimensionKind.Provider), Dimension.Of(DimensionKind.Account)];
        var rows = await runner.RunAsync(
            tenant, new CostQuery(CostQuery.Earliest, today + 1, CostGranularity.Day, byAccount, accounts), cancellation);
        return CompleteDays.NewestOf(rows.GroupBy(row => (row.Keys[0], row.Keys[1])).Select(account => account.Max(row => row.Period)));
    }

    private async Task<IReadOnlyList<CostSeries>> AddHoursAsync(
        TenantId tenant,
        HistoryQuestion question,
        int last,
        IReadOnlyList<CostSeries> series,
        CancellationToken cancellation)
    {
        var query = new CostQuery(last + 1 - HourDays, last + 1, CostGranularity.Hour, question.GroupBy, question.Filters);
        var rows = await runner.RunAsync(tenant, query, cancellation);
        return CostSeries.WithHours(
            series, rows, question.Column, query.FromDay * LedgerTime.HoursPerDay, query.ToDay * LedgerTime.HoursPerDay);
    }
}

/// <summary>Of which costs the history is asked.</summary>
/// <param name="FromDay">First UTC day to learn from; at most 400 days are.</param>
/// <param name="ToDay">Nothing from this day on is looked at; <see cref="CostQuery.Latest"/> for all there is.</param>
/// <param name="SumFromDay">From which day on exact sums are needed, whatever is learnt from.</param>
/// <param name="GroupBy">By what series are apart, besides currency.</param>
/// <param name="Filters">All must keep a charge.</param>
/// <param name="Column">Which cost.</param>
/// <param name="WithHours">True when hours are needed too; resources are asked for them.</param>
public sealed record HistoryQuestion(
    int FromDay,
    int ToDay,
    int SumFromDay,
    IReadOnlyList<Dimension> GroupBy,
    IReadOnlyList<CostFilter> Filters,
    CostColumn Column,
    bool WithHours);

/// <summary>Daily costs of series.</summary>
/// <param name="LastDay">The last complete day.</param>
/// <param name="LearnFromDay">The first day to learn from.</param>
/// <param name="Series">By keys, then by currency.</param>
public sealed record CostHistories(int LastDay, int LearnFromDay, IReadOnlyList<CostSeries> Series);
