using CostIntel.Grains.Partitions;
using Orleans.Core.Internal;

namespace CostIntel.Server.Composition.Cluster;

/// <summary>
/// After silos have come or gone and the cluster is calm again, sends away what belongs on another silo and wakes the
/// partitions that belong here, so that what a lost silo left in the log is handed on without waiting for a call.
/// </summary>
/// <remarks>
/// A partition that leaves takes a checkpoint first: its next activation has little to catch up with. Nothing depends on
/// any of this for being right: a grain works wherever it is.
/// </remarks>
internal sealed partial class PartitionMoves(
    ClusterSpread spread,
    ClusterSettings settings,
    PartitionMap partitions,
    IClusterMembershipService membership,
    ILocalSiloDetails local,
    IGrainFactory grains,
    ILogger<PartitionMoves> logger,
    TimeProvider time) : BackgroundService
{
    private const int MovesAtOnceMax = 64;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        SiloAddress[] settled = [];
        SiloAddress[] seen = [];
        using var timer = new PeriodicTimer(settings.CalmBeforeMoves, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = Sorted(spread.ActiveSilos);
            var isCalm = now.SequenceEqual(seen);
            seen = now;
            if (isCalm && now.Contains(local.SiloAddress) && !now.SequenceEqual(settled) && await TrySettleAsync(stoppingToken))
            {
                settled = now;
            }
        }
    }

    private async Task<bool> TrySettleAsync(CancellationToken cancellation)
    {
        try
        {
            var moved = await SendAwayAsync(cancellation);
            await WakeAsync();
            LogSettled(logger, membership.CurrentSnapshot.Version.Value, spread.ActiveSilos.Length, moved);
            return true;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // Silos may be going at this very moment; the next tick tries again.
            LogUnsettled(logger, failure);
            return false;
        }
    }

    private async Task<int> SendAwayAsync(CancellationToken cancellation)
    {
        var silos = spread.ActiveSilos;
        var here = await grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics(null, [local.SiloAddress]);
        var strangers = here
            .Select(grain => grain.GrainId)
            .Where(grain => IsOurs(grain) && !spread.HomeOf(grain, silos).Equals(local.SiloAddress))
            .OrderBy(grain => grain.Type != ClusterSpread.PartitionType)
            .ToList();
        foreach (var some in strangers.Chunk(MovesAtOnceMax))
        {
            cancellation.ThrowIfCancellationRequested();
            await Task.WhenAll(some.Select(SendAwayAsync));
        }

        return strangers.Count;
    }

    private async Task SendAwayAsync(GrainId grain)
    {
        if (grain.Type == ClusterSpread.PartitionType)
        {
            await grains.GetGrain(grain).AsReference<IIngestPartitionGrain>().CheckpointAsync();
        }

        await grains.GetGrain(grain).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
    }

    private async Task WakeAsync() => await Task.WhenAll(
        from number in Enumerable.Range(0, partitions.Count)
        where spread.IsHere(number)
        select partitions.Grain(grains, number).GetStatusAsync());

    private static bool IsOurs(GrainId grain) => grain.Type.ToString() is "partition" or "resource" or "account" or "cube";

    private static SiloAddress[] Sorted(SiloAddress[] silos) => [.. silos.OrderBy(silo => silo.ToParsableString(), StringComparer.Ordinal)];

    [LoggerMessage(1300, LogLevel.Information,
        "Membership {Version} with {Silos} silos: {Moved} grains were sent to the silo they belong on")]
    private static partial void LogSettled(ILogger logger, long version, int silos, int moved);

    [LoggerMessage(1301, LogLevel.Warning, "Grains could not be sent to the silo they belong on; trying again")]
    private static partial void LogUnsettled(ILogger logger, Exception failure);
}
