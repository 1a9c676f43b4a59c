using CostIntel.Contracts.V1;
using CostIntel.Domain.Access;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Incidents;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Resources;
using CostIntel.Server.Errors;
using Google.Protobuf;

namespace CostIntel.Server.Anomalies;

/// <summary>Tells resources and open incidents of what was announced.</summary>
internal sealed class AnomalyNotes(IGrainFactory grains, CostQueryRunner runner, TimeProvider time)
{
    private const int ResourcesMax = 1_000;

    public async Task<AnnotateResponse> AnnotateAsync(
        Principal principal, AnnotateRequest request, CancellationToken cancellation)
    {
        Require.Name(request.AnnotationId, "annotation_id", "");
        Require.That(
            request.Kind != AnnotationKind.Unspecified && Enum.IsDefined(request.Kind),
            "kind is missing; use deployment, change or price change.");
        Require.That(request.ResourceIds.Count <= ResourcesMax, $"resource_ids has {request.ResourceIds.Count} ids; at most {ResourcesMax}.");
        Require.That(request.ResourceIds.Count + request.Filters.Count > 0, "Set resource_ids or filters: where does it have effects?");
        AnomalyRequests.ScopeOf(request.Filters);
        AnomalyRequests.Comment(request.Text, "text");
        var at = request.At?.ToDateTimeOffset() ?? time.GetUtcNow();
        var resources = await FindAsync(principal.Tenant, request.ResourceIds, cancellation);
        await Task.WhenAll(resources.Select(key =>
            grains.GetGrain<IResourceGrain>(key).AnnounceAsync(request.AnnotationId, at.ToUnixTimeSeconds())));
        var filters = new DetectionRule();
        filters.Filters.AddRange(request.Filters);
        var incidents = await grains.GetGrain<IIncidentDeskGrain>(principal.Tenant.ToString()).AnnotateAsync(new Annotation(
            request.AnnotationId,
            at,
            principal.Name,
            $"{Kind(request.Kind)}: {request.Text}",
            resources,
            request.Filters.Count > 0 ? filters.ToByteArray() : null));
        return new AnnotateResponse { Resources = resources.Length, Incidents = incidents };
    }

    private async Task<string[]> FindAsync(TenantId tenant, IEnumerable<string> ids, CancellationToken cancellation)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            found.UnionWith((await runner.FindAsync(tenant, id, cancellation)).Select(key => key.ToString()));
        }

        return [.. found];
    }

    private static string Kind(AnnotationKind kind) => kind switch
    {
        AnnotationKind.Deployment => "deployment",
        AnnotationKind.PriceChange => "price change",
        _ => "change",
    };
}
