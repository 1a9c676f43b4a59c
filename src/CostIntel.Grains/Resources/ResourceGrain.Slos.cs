using CostIntel.Contracts.Recommendations;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Sla;
using Google.Protobuf;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Grains.Resources;

/// <content>Counts for the SLOs that hold for the resource, and checks changes against them.</content>
public sealed partial class ResourceGrain
{
    /// <inheritdoc/>
    public async Task<SloView[]> GetSlosAsync(long settingsVersion)
    {
        await TakeSettingsAsync(settingsVersion);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return [.. _telemetry.Meters.SelectMany(meter => meter.Slos).Select(slo => SloView.Of(slo, now))];
    }

    /// <inheritdoc/>
    public async Task<SloSinceView[]> GetSlosSinceAsync(long sinceSeconds, long settingsVersion)
    {
        await TakeSettingsAsync(settingsVersion);
        return [.. _telemetry.Meters.SelectMany(meter => meter.Slos).Select(slo => SloSinceView.Of(slo, sinceSeconds))];
    }

    /// <inheritdoc/>
    public async Task<byte[]> CheckAsync(byte[] change, long settingsVersion)
    {
        await TakeSettingsAsync(settingsVersion);
        var wanted = Proto.ResourceChange.Parser.ParseFrom(change).ToDomain();
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var verdict = SlaCheck.Of(FactsReader.Metrics(_telemetry), now, wanted, SloStatuses(now));
        return verdict.ToMessage().ToByteArray();
    }

    // An SLO without samples of its metric is judged as well: nobody knows how it stands.
    private SloStatus[] SloStatuses(long nowSeconds) =>
    [
        .. SlosHeld().Select(slo => _telemetry.Meters
            .SelectMany(meter => meter.Slos)
            .FirstOrDefault(meter => meter.Slo.Id == slo.Id)?.StatusAt(nowSeconds) ?? new SloStatus(slo, 0, 0)),
    ];

    // Whenever there are other SLOs, or the resource is described in other words, which other scopes may hold. What the log's
    // tail brings again after a crash may count for an SLO that is younger than it, but never twice.
    private void FollowSlos() => _telemetry.Follow(SlosHeld());

    private Slo[] SlosHeld() =>
    [
        .. _advice.Slos.Where(slo => slo.Scope.Holds(
            ResourceFindings.SubjectOf(_key, _ledger.Description, Measure.Metric, slo.Metric))),
    ];
}
