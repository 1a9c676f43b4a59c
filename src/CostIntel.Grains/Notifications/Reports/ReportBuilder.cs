using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Notifications.Reports;
using CostIntel.Domain.Queries;
using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.State.V1;
using CostIntel.Grains.Queries;
using CostIntel.Storage.Desks;

namespace CostIntel.Grains.Notifications.Reports;

/// <summary>Makes reports of what the engine knows now.</summary>
public sealed class ReportBuilder(CostQueryRunner costs, SavingsPipeline savings, DeskStores stores, TimeProvider time)
{
    private static readonly Dimension[] ByService = [Dimension.Of(DimensionKind.Service)];

    /// <summary>The report of a period.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="period">Of when.</param>
    /// <param name="scope">Of which series.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Report> BuildAsync(TenantId tenant, ReportPeriod period, Scope scope, CancellationToken cancellation) => new(
        period,
        time.GetUtcNow(),
        SpendTable.Of(
            await SpentAsync(tenant, period, scope, cancellation),
            await SpentAsync(tenant, period.Before, scope, cancellation)),
        await AnomaliesAsync(tenant, period, scope, cancellation),
        await savings.ReadAsync(tenant, scope));

    private Task<List<CostRow>> SpentAsync(
        TenantId tenant, ReportPeriod period, Scope scope, CancellationToken cancellation) => costs.RunAsync(
        tenant, new CostQuery(period.FromDay, period.ToDay, CostGranularity.None, ByService, scope.Filters), cancellation);

    private async Task<ReportAnomalies> AnomaliesAsync(
        TenantId tenant, ReportPeriod period, Scope scope, CancellationToken cancellation)
    {
        var opened = await ReadAsync(tenant, new ItemRange(null, period.FromUtc, period.ToUtc), scope, cancellation);
        var open = await ReadAsync(tenant, new ItemRange(true, null, null), scope, cancellation);
        return new(
            opened.Count,
            open.Count,
            ReportAnomalies.BiggestOf(opened.Concat(open).DistinctBy(incident => incident.Id)));
    }

    private async Task<List<ReportIncident>> ReadAsync(
        TenantId tenant, ItemRange range, Scope scope, CancellationToken cancellation)
    {
        var found = new List<ReportIncident>();
        await foreach (var payload in stores.Incidents.ReadItemsAsync(tenant.ToString(), range, cancellation))
        {
            var stored = StoredIncident.Parser.ParseFrom(payload);
            var incident = stored.ToDomain(tenant);
            if (scope.Filters.Count == 0 || incident.Members.Any(member => scope.Holds(member.Subject)))
            {
                found.Add(ToReport(incident, stored.Shown.Summary));
            }
        }

        return found;
    }

    private static ReportIncident ToReport(Incident incident, string summary) => new(
        incident.Id.ToString(), summary, incident.Currency, incident.AtStake.ProjectedToMonthEnd, incident.IsOpen);
}
