using System.Text;
using CostIntel.Contracts.Recommendations;
using CostIntel.Contracts.Sla;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Recommendations.Settings;
using CostIntel.Grains.Resources;
using CostIntel.Grains.Sla;
using CostIntel.Server.Access;
using CostIntel.Server.Anomalies;
using CostIntel.Server.Errors;
using CostIntel.Server.Queries;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CostIntel.Server.Sla;

/// <summary>Keeps SLOs, tells how they stand, and checks changes against them.</summary>
internal sealed class SlaEndpoint(
    IGrainFactory grains, AdviceLibrary library, SloStatusRunner runner, ResourceFinder finder, TimeProvider time)
    : SlaService.SlaServiceBase
{
    private const int ResourcesPerPage = 50;
    private const int ResourcesPerPageMax = 1_000;

    /// <inheritdoc/>
    public override async Task<Slo> PutSlo(PutSloRequest request, ServerCallContext context)
    {
        var slo = request.Slo?.Clone() ?? throw Require.Invalid("slo is missing.");
        Require.Name(slo.SloId, "slo.slo_id", "slo.slo_id is missing.");
        var domain = AnomalyRequests.Parsed(slo.ToDomain);
        var settings = await SettingsOf(context).GetAsync();
        if (settings.Slos.Length >= SloMapping.SlosMax && settings.Slos.All(known => known.Key != slo.SloId))
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted, $"There are {settings.Slos.Length} SLOs; a tenant has at most {SloMapping.SlosMax}."));
        }

        var stored = domain.ToMessage();
        (stored.PutBy, stored.PutAt) = (context.Principal().Name, time.GetUtcNow().ToTimestamp());
        await ChangeAsync(new SettingsChange(PutSlo: KeyValuePair.Create(slo.SloId, stored.ToByteArray())), context);
        return stored;
    }

    /// <inheritdoc/>
    public override async Task<ListSlosResponse> ListSlos(ListSlosRequest request, ServerCallContext context)
    {
        var response = new ListSlosResponse();
        response.Slos.AddRange(Read(await SettingsOf(context).GetAsync()));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<DeleteSloResponse> DeleteSlo(DeleteSloRequest request, ServerCallContext context)
    {
        Require.That(request.SloId.Length > 0, "slo_id is missing.");
        var settings = await SettingsOf(context).GetAsync();
        if (settings.Slos.Any(slo => slo.Key == request.SloId))
        {
            await ChangeAsync(new SettingsChange(DeleteSlo: request.SloId), context);
        }

        return new DeleteSloResponse();
    }

    /// <inheritdoc/>
    public override async Task<GetSloStatusResponse> GetStatus(GetSloStatusRequest request, ServerCallContext context)
    {
        var page = Page.Of(
            request.PageSize, request.PageToken, ResourcesPerPage, ResourcesPerPageMax, PermanentHash.Hash64(Encoding.UTF8.GetBytes(request.SloId)));
        var settings = await SettingsOf(context).GetAsync();
        var asked = Read(settings).Where(slo => request.SloId.Length == 0 || slo.SloId == request.SloId).ToList();
        if (asked.Count == 0 && request.SloId.Length > 0)
        {
            throw new RpcException(new Status(StatusCode.NotFound, $"There is no SLO '{request.SloId}'."));
        }

        var found = await runner.RunAsync(
            context.Principal().Tenant, [.. asked.Select(SloMapping.ToDomain)], settings.Version, context.CancellationToken);
        return SloMessages.Of(asked, found, page);
    }

    /// <inheritdoc/>
    public override async Task<CheckChangeResponse> Check(CheckChangeRequest request, ServerCallContext context)
    {
        var change = request.Change ?? throw Require.Invalid("change is missing.");
        AnomalyRequests.Parsed(change.ToDomain);
        var query = new ResourceQuery(request.ResourceId, request.Provider, request.BillingAccountId, request.SubAccountId);
        var key = await finder.FindOrNameAsync(context.Principal().Tenant, query, context.CancellationToken)
            ?? throw new RpcException(new Status(
                StatusCode.NotFound,
                $"'{request.ResourceId}' has never been charged. One that has metrics alone is found by its provider and billing account."));
        var verdict = await grains.GetGrain<IResourceGrain>(key.ToString()).CheckAsync(
            change.ToByteArray(), (await SettingsOf(context).GetAsync()).Version);
        return new CheckChangeResponse { Verdict = SlaVerdict.Parser.ParseFrom(verdict) };
    }

    private static IEnumerable<Slo> Read(SettingsView settings) => settings.Slos.Select(slo => Slo.Parser.ParseFrom(slo.Value));

    // Resources that exist are told; those that will be made in this process find the new settings there.
    private async Task ChangeAsync(SettingsChange change, ServerCallContext context)
    {
        var settings = await SettingsOf(context).ChangeAsync(change);
        await library.OfAsync(context.Principal().Tenant, settings.Version);
    }

    private ITenantSettingsGrain SettingsOf(ServerCallContext context) =>
        grains.GetGrain<ITenantSettingsGrain>(context.Principal().Tenant.ToString());
}
