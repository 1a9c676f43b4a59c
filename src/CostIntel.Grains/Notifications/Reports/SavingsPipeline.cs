using System.Globalization;
using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Grains.Recommendations.Desk;
using Google.Protobuf;
using ReportSavings = CostIntel.Domain.Notifications.Reports.ReportSavings;
using ReportStage = CostIntel.Domain.Notifications.Reports.ReportStage;

namespace CostIntel.Grains.Notifications.Reports;

/// <summary>Asks the desk of recommendations how far what could be saved has come.</summary>
public sealed class SavingsPipeline(IGrainFactory grains)
{
    // In the order of the way.
    private static readonly (string Name, RecommendationState[] States)[] Stages =
    [
        ("proposed", [RecommendationState.Proposed]),
        ("pending", [RecommendationState.PendingApproval]),
        ("approved", [RecommendationState.Approved, RecommendationState.Scheduled]),
        ("underway", [RecommendationState.Executing, RecommendationState.Verifying, RecommendationState.RollingBack]),
        ("applied", [RecommendationState.Applied]),
    ];

    /// <summary>The pipeline now, by currency.</summary>
    public async Task<IReadOnlyList<ReportSavings>> ReadAsync(TenantId tenant, Scope scope)
    {
        var desk = grains.GetGrain<IRecommendationDeskGrain>(tenant.ToString());
        var stages = await Task.WhenAll(Stages.Select(async stage => (stage.Name, Totals: await TotalsAsync(desk, stage.States, scope))));
        var measured = await MeasuredAsync(desk, scope);
        return
        [
            .. stages.SelectMany(stage => stage.Totals.Select(total => total.CurrencyCode))
                .Concat(measured.Select(line => line.CurrencyCode))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(currency => Of(currency, stages, measured)),
        ];
    }

    private static ReportSavings Of(
        string currency, (string Name, IReadOnlyList<RecommendationTotal> Totals)[] stages, IReadOnlyList<SavingsLine> measured)
    {
        var own = stages
            .SelectMany(stage => stage.Totals.Select(total => (stage.Name, Total: total)))
            .Where(stage => stage.Total.CurrencyCode == currency)
            .ToList();
        var lines = measured.Where(line => line.CurrencyCode == currency).ToList();
        return new(
            currency,
            [.. own.Select(stage => new ReportStage(
                stage.Name, stage.Total.Count, Money(stage.Total.EstimatedMonthlySavings), Money(stage.Total.CommitmentSavings)))],
            own.Sum(stage => Money(stage.Total.CostOfWaiting)),
            lines.Sum(line => Money(line.Promised)),
            lines.Sum(line => Money(line.Saved)));
    }

    private static async Task<IReadOnlyList<RecommendationTotal>> TotalsAsync(
        IRecommendationDeskGrain desk, RecommendationState[] states, Scope scope)
    {
        var request = new ListRecommendationsRequest { States = { states } };
        request.Filters.AddRange(scope.Filters.Select(FilterMapping.ToMessage));
        var page = await desk.ListAsync(new RecommendationQuestion(request.ToByteArray(), 0, 0));
        return ListRecommendationsResponse.Parser.ParseFrom(page.Response.Span).Totals;
    }

    private static async Task<IReadOnlyList<SavingsLine>> MeasuredAsync(IRecommendationDeskGrain desk, Scope scope)
    {
        var request = new GetSavingsRequest();
        request.Filters.AddRange(scope.Filters.Select(FilterMapping.ToMessage));
        var savings = await desk.GetSavingsAsync(request.ToByteArray());
        return GetSavingsResponse.Parser.ParseFrom(savings.Span).Lines;
    }

    private static decimal Money(string text) =>
        text.Length == 0 ? 0 : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
