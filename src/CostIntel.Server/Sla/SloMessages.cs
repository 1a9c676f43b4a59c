using CostIntel.Contracts.Sla;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Resources;
using CostIntel.Server.Queries;
using Google.Protobuf.WellKnownTypes;
using SloStatus = CostIntel.Domain.Sla.SloStatus;

namespace CostIntel.Server.Sla;

/// <summary>Writes how SLOs stand.</summary>
internal static class SloMessages
{
    /// <summary>A page of the resources, and all SLOs.</summary>
    /// <param name="slos">The SLOs.</param>
    /// <param name="found">How they stand for each resource.</param>
    /// <param name="page">Which resources are wanted.</param>
    public static GetSloStatusResponse Of(
        IReadOnlyList<Slo> slos, IReadOnlyList<(ResourceKey Resource, SloView View)> found, Page page)
    {
        var byId = slos.ToDictionary(slo => slo.SloId, StringComparer.Ordinal);
        var ordered = found
            .Select(item => (item.Resource, item.View, Counts: CountsOf(byId[item.View.SloId], item.View)))
            .OrderBy(item => item.Counts.BudgetLeft)
            .ThenByDescending(item => item.Counts.Bad)
            .ThenBy(item => item.View.SloId, StringComparer.Ordinal)
            .ThenBy(item => item.Resource.ToString(), StringComparer.Ordinal)
            .ToList();
        var response = new GetSloStatusResponse { ResourceCount = ordered.Count, NextPageToken = page.NextToken(ordered.Count) };
        response.Resources.AddRange(page.Of(ordered).Select(item => ToMessage(item.Resource, item.View.SloId, item.Counts)));
        var bySlo = ordered.ToLookup(item => item.View.SloId, StringComparer.Ordinal);
        response.Slos.AddRange(slos.Select(slo => new SloSummary
        {
            Slo = slo,
            Counts = CountsOf(slo, bySlo[slo.SloId].Select(item => item.View).Aggregate(Nothing(slo), (sum, view) => sum.With(view))),
            Resources = bySlo[slo.SloId].Count(),
            ResourcesSpent = bySlo[slo.SloId].Count(item => item.Counts.BudgetLeft <= 0),
        }));
        return response;
    }

    private static SloView Nothing(Slo slo) => new(slo.SloId, 0, 0, 0, 0, 0, 0, 0);

    private static SloResource ToMessage(ResourceKey resource, string sloId, SloCounts counts) => new()
    {
        SloId = sloId,
        Provider = resource.Account.Provider,
        BillingAccountId = resource.Account.BillingAccountId,
        SubAccountId = resource.SubAccountId,
        ResourceId = resource.ShownResourceId,
        Counts = counts,
    };

    private static SloCounts CountsOf(Slo slo, SloView view)
    {
        var status = new SloStatus(slo.ToDomain(), view.Good, view.Bad);
        return new SloCounts
        {
            Good = view.Good,
            Bad = view.Bad,
            GoodShare = status.GoodShare,
            BudgetLeft = status.BudgetLeft,
            BurnRateTwoHours = status.BurnRate(view.GoodTwoHours, view.BadTwoHours),
            BurnRateDay = status.BurnRate(view.GoodDay, view.BadDay),
            Since = view.SinceSeconds == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(view.SinceSeconds).ToTimestamp(),
        };
    }
}
