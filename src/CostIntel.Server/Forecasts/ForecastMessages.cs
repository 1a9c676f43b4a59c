using CostIntel.Contracts.V1;
using CostIntel.Domain.Forecasting;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using Google.Protobuf.WellKnownTypes;
using CostColumn = CostIntel.Domain.Forecasting.CostColumn;
using ForecastPoint = CostIntel.Domain.Forecasting.ForecastPoint;

namespace CostIntel.Server.Forecasts;

/// <summary>Forecasts in the contract's form.</summary>
internal static class ForecastMessages
{
    public const string NothingCharged = "Nothing has been charged yet.";
    public const string NothingMatches = "Nothing that the filters keep was charged in the days that are learnt from.";
    public const string NoCompleteDay = "No complete day with a charge is known yet: a day that is open is not taken for a whole one.";
    public const string NoHours =
        "No whole day of hourly charges is known of the last 14 days; without them hours cannot be told apart.";

    private const int ShortHistory = 14;

    public static Contracts.V1.CostColumn ToMessage(CostColumn column) => column switch
    {
        CostColumn.Billed => Contracts.V1.CostColumn.Billed,
        CostColumn.List => Contracts.V1.CostColumn.List,
        CostColumn.Contracted => Contracts.V1.CostColumn.Contracted,
        _ => Contracts.V1.CostColumn.Effective,
    };

    /// <summary>When days are complete up to and with a day.</summary>
    public static Timestamp CompleteUntil(int lastDay) => Midnight(lastDay + 1);

    public static Timestamp Midnight(int day) => new() { Seconds = LedgerTime.Seconds(day) };

    public static ForecastSlot ToSlot(ForecastPoint point, long startSeconds, long endSeconds, decimal? actual = null) => new()
    {
        Start = new Timestamp { Seconds = startSeconds },
        End = new Timestamp { Seconds = endSeconds },
        Expected = Money(point.Expected, actual),
        Low = Money(point.Low, actual),
        High = Money(point.High, actual),
        Actual = actual is { } exact ? ExactDecimal.Format(exact) : "",
    };

    public static void Fill(MonthOutlook message, MonthProjection month)
    {
        message.Month = Midnight(month.FirstDay);
        message.Days = month.Days;
        message.CompleteDays = month.CompleteDays;
        message.ToDate = ExactDecimal.Format(month.ToDate);
        message.OpenToDate = ExactDecimal.Format(month.OpenToDate);
        message.Expected = ExactDecimal.Format(month.Expected);
        message.Low = ExactDecimal.Format(month.Low);
        message.High = ExactDecimal.Format(month.High);
        message.RunRate = month.RunRate is { } rate ? ExactDecimal.Format(rate) : "";
    }

    public static string RemarkOf(Forecaster forecaster) => forecaster.DaysKnown >= ShortHistory
        ? ""
        : $"Only {forecaster.DaysKnown} days are known: the week shows from {ShortHistory} days on, and intervals are wide.";

    private static string Money(double estimate, decimal? actual) =>
        ExactDecimal.Format(MoneyAtStake.Money(estimate) + (actual ?? 0));
}
