using CostIntel.Contracts.V1;
using CostIntel.Domain.Forecasting;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Queries;
using CostIntel.Grains.Queries;
using CostIntel.Server.Errors;
using CostIntel.Server.Queries;
using Google.Protobuf.WellKnownTypes;
using CostColumn = CostIntel.Domain.Forecasting.CostColumn;

namespace CostIntel.Server.Forecasts;

/// <summary>Checks requests for forecasts.</summary>
internal static class ForecastRequests
{
    private const double UsualInterval = 0.8;
    private const double IntervalMin = 0.01;
    private const double IntervalMax = 0.99;
    private const int UsualHours = 24;
    private const int UsualDays = 30;

    public static HistoryQuestion ToQuestion(ForecastCostsRequest request)
    {
        var question = new HistoryQuestion(
            CostRequests.Day(request.From, "from", CostQuery.Earliest),
            EndOf(request.To),
            CostQuery.Latest,
            CostRequests.GroupByOf(request.GroupBy),
            CostRequests.FiltersOf(request.Filters),
            ColumnOf(request.Cost),
            GranularityOf(request.Granularity) == ForecastGranularity.Hour);
        Require.That(question.FromDay < question.ToDay, "to must lie after from; it is exclusive.");
        return question;
    }

    public static HistoryQuestion ToQuestion(ProjectMonthRequest request, int? month) => new(
        CostQuery.Earliest,
        EndOf(request.To),
        month is { } asked ? LedgerTime.FirstDayOfMonth(asked) : CostQuery.Latest,
        CostRequests.GroupByOf(request.GroupBy),
        CostRequests.FiltersOf(request.Filters),
        ColumnOf(request.Cost),
        WithHours: false);

    public static ForecastGranularity GranularityOf(ForecastGranularity granularity) => granularity switch
    {
        ForecastGranularity.Unspecified => ForecastGranularity.Day,
        ForecastGranularity.Hour or ForecastGranularity.Day or ForecastGranularity.Month => granularity,
        _ => throw Require.Invalid($"granularity {(int)granularity} is unknown; use hour, day or month."),
    };

    public static double IntervalOf(double interval)
    {
        Require.That(
            interval is 0 or (>= IntervalMin and <= IntervalMax),
            $"interval is {interval}; it must be {IntervalMin} to {IntervalMax}, or 0 for {UsualInterval}.");
        return interval == 0 ? UsualInterval : interval;
    }

    /// <summary>How far ahead, in hours with the granularity hour, else in days.</summary>
    public static int HorizonOf(ForecastCostsRequest request)
    {
        var hourly = request.Granularity == ForecastGranularity.Hour;
        if (request.Horizon is not { } horizon)
        {
            return hourly ? UsualHours : UsualDays;
        }

        var (slot, name) = hourly ? (LedgerTime.SecondsPerHour, "hours") : (LedgerTime.SecondsPerDay, "days");
        Require.That(
            horizon.Nanos == 0 && horizon.Seconds % slot == 0 && horizon.Seconds >= slot
                && horizon.Seconds <= LedgerTime.Seconds(Forecaster.DaysAheadMax),
            $"horizon is {horizon.Seconds} s; it must be whole {name}, at least one and at most "
            + $"{Forecaster.DaysAheadMax} days.");
        return (int)(horizon.Seconds / slot);
    }

    /// <summary>The month; null when it is left to the engine.</summary>
    public static int? MonthOf(Timestamp? month)
    {
        if (month is null)
        {
            return null;
        }

        var day = CostRequests.Day(month, "month", 0);
        Require.That(
            day >= 0 && day == LedgerTime.FirstDayOfMonth(LedgerTime.MonthOfDay(day)), "month must be the first day of a month since 1970.");
        return LedgerTime.MonthOfDay(day);
    }

    private static int EndOf(Timestamp? time)
    {
        var day = CostRequests.Day(time, "to", CostQuery.Latest);
        Require.That(day > 0, "to must lie after 1970-01-01.");
        return day;
    }

    private static CostColumn ColumnOf(Contracts.V1.CostColumn column) => column switch
    {
        Contracts.V1.CostColumn.Unspecified or Contracts.V1.CostColumn.Effective => CostColumn.Effective,
        Contracts.V1.CostColumn.Billed => CostColumn.Billed,
        Contracts.V1.CostColumn.List => CostColumn.List,
        Contracts.V1.CostColumn.Contracted => CostColumn.Contracted,
        _ => throw Require.Invalid($"cost {(int)column} is unknown; use billed, effective, list or contracted."),
    };
}
