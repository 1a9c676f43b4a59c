using CostIntel.Contracts.V1;
using CostIntel.Domain.Forecasting;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Queries;
using CostIntel.Grains.Queries;
using CostIntel.Server.Access;
using CostIntel.Server.Errors;
using Grpc.Core;

namespace CostIntel.Server.Forecasts;

/// <summary>Answers what will be spent.</summary>
internal sealed class ForecastEndpoint(CostHistoryRunner histories, TimeProvider time) : ForecastService.ForecastServiceBase
{
    private const int SeriesMax = 200;

    /// <inheritdoc/>
    public override async Task<ForecastCostsResponse> ForecastCosts(ForecastCostsRequest request, ServerCallContext context)
    {
        var question = ForecastRequests.ToQuestion(request);
        var horizon = ForecastRequests.HorizonOf(request);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var response = new ForecastCostsResponse
        {
            Interval = ForecastRequests.IntervalOf(request.Interval),
            Cost = ForecastMessages.ToMessage(question.Column),
        };
        var found = await ReadAsync(question, now, context);
        response.Reason = ReasonOf(found);
        response.CompleteUntil = found is null ? null : ForecastMessages.CompleteUntil(found.LastDay);
        foreach (var series in found?.Series ?? [])
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var forecast = new CostForecast { Currency = series.Currency.Code };
            forecast.Keys.AddRange(series.Keys);
            var forecaster = Fit(series, found!);
            forecast.HistoryDays = forecaster?.DaysKnown ?? 0;
            forecast.Reason = ReasonOf(forecaster, question.WithHours);
            if (forecast.Reason.Length == 0)
            {
                forecast.Remark = ForecastMessages.RemarkOf(forecaster!);
                forecast.Slots.AddRange(SlotsOf(
                    request.Granularity, forecaster!.At(response.Interval), series, horizon, question.ToDay == CostQuery.Latest ? now : 0));
            }

            response.Forecasts.Add(forecast);
        }

        return response;
    }

    /// <inheritdoc/>
    public override async Task<ProjectMonthResponse> ProjectMonth(ProjectMonthRequest request, ServerCallContext context)
    {
        var asked = ForecastRequests.MonthOf(request.Month);
        var question = ForecastRequests.ToQuestion(request, asked);
        var response = new ProjectMonthResponse
        {
            Interval = ForecastRequests.IntervalOf(request.Interval),
            Cost = ForecastMessages.ToMessage(question.Column),
        };
        var found = await ReadAsync(question, time.GetUtcNow().ToUnixTimeSeconds(), context);
        response.Reason = ReasonOf(found);
        if (found is null)
        {
            return response;
        }

        response.CompleteUntil = ForecastMessages.CompleteUntil(found.LastDay);
        var month = asked ?? LedgerTime.MonthOfDay(found.LastDay + 1);
        Require.That(
            LedgerTime.FirstDayOfMonth(month + 1) - 1 - found.LastDay <= Forecaster.DaysAheadMax,
            $"month ends more than {Forecaster.DaysAheadMax} days after the last complete day, "
            + $"{LedgerTime.Date(found.LastDay):yyyy-MM-dd}.");
        foreach (var series in found.Series)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            response.Months.Add(Project(series, found, month, response.Interval));
        }

        return response;
    }

    private static Forecaster? Fit(CostSeries series, CostHistories found) =>
        series.History(found.LearnFromDay, found.LastDay) is { } history ? Forecaster.Fit(history) : null;

    private static string ReasonOf(CostHistories? found) =>
        found is null ? ForecastMessages.NothingCharged
        : found.Series.Count == 0 ? ForecastMessages.NothingMatches
        : "";

    private static string ReasonOf(Forecaster? forecaster, bool hourly) =>
        forecaster is null ? ForecastMessages.NoCompleteDay
        : hourly && !forecaster.KnowsHours ? ForecastMessages.NoHours
        : "";

    private static IEnumerable<ForecastSlot> SlotsOf(
        ForecastGranularity granularity, ForecastBand band, CostSeries series, int horizon, long now) =>
        granularity switch
        {
            ForecastGranularity.Hour => ForecastSlots.Hours(band, band.LastDay, horizon, now),
            ForecastGranularity.Month => ForecastSlots.Months(band, series, band.LastDay, horizon),
            _ => ForecastSlots.Days(band, band.LastDay, horizon),
        };

    private static MonthOutlook Project(CostSeries series, CostHistories found, int month, double interval)
    {
        var first = LedgerTime.FirstDayOfMonth(month);
        var charged = Enumerable.Range(first, LedgerTime.FirstDayOfMonth(month + 1) - first)
            .Select(day => series.Sum(day, day + 1))
            .ToArray();
        var forecaster = Fit(series, found);
        var message = new MonthOutlook
        {
            Currency = series.Currency.Code,
            HistoryDays = forecaster?.DaysKnown ?? 0,
            Remark = forecaster is null ? "" : ForecastMessages.RemarkOf(forecaster),
        };
        message.Keys.AddRange(series.Keys);
        if (MonthProjection.Of(month, charged, found.LastDay, forecaster?.At(interval)) is { } projection)
        {
            ForecastMessages.Fill(message, projection);
        }
        else
        {
            message.Month = ForecastMessages.Midnight(first);
            message.Days = charged.Length;
            message.Reason = ForecastMessages.NoCompleteDay;
        }

        return message;
    }

    private async Task<CostHistories?> ReadAsync(HistoryQuestion question, long now, ServerCallContext context)
    {
        var found = await histories.ReadAsync(context.Principal().Tenant, question, now, context.CancellationToken);
        Require.That(
            found is null || found.Series.Count <= SeriesMax,
            $"group_by makes {found?.Series.Count} series; at most {SeriesMax} are forecast at once, so filter them.");
        return found;
    }
}
