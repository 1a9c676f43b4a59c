using CostIntel.Grains.Partitions;
using CostIntel.Server.Composition;

namespace CostIntel.Server.Hosting;

/// <summary>
/// Starts what must run without being asked: partitions hand on what a crash left in the log. Stops with a checkpoint, so
/// that the next start has nothing to catch up with.
/// </summary>
internal sealed partial class EngineLifetime(
    IGrainFactory grains,
    PartitionMap partitions,
    IPartitionHome home,
    TimeProvider time,
    ILogger<EngineLifetime> logger) : IHostedService
{
    private const int AttemptsMax = 30;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>True once all partitions have recovered.</summary>
    public bool IsReady { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var status = await RecoverAsync(cancellationToken);
        IsReady = true;
        LogStarted(logger, partitions.Count, status.Sum(s => s.Series), status.Sum(s => s.TailBytes));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        IsReady = false;
        await AllHereAsync(partition => partition.DrainAsync(), cancellationToken);
        await AllHereAsync(partition => partition.CheckpointAsync(), cancellationToken);
        LogStopped(logger);
    }

    // Other processes of a cluster may be going at the very moment at which this one comes.
    private async Task<PartitionStatus[]> RecoverAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Task.WhenAll(partitions.All(grains).Select(partition => partition.GetStatusAsync()));
            }
            catch (Exception failure) when (attempt < AttemptsMax && failure is OrleansException or TimeoutException)
            {
                LogNotYet(logger, failure);
                await Task.Delay(RetryDelay, time, cancellation);
            }
        }
    }

    [LoggerMessage(1100, LogLevel.Information,
        "Engine started: {Partitions} partitions, {Series} series, {TailBytes} bytes of log to hand on")]
    private static partial void LogStarted(ILogger logger, int partitions, int series, long tailBytes);

    [LoggerMessage(1101, LogLevel.Warning, "Partitions cannot be reached yet; trying again")]
    private static partial void LogNotYet(ILogger logger, Exception failure);

    [LoggerMessage(1102, LogLevel.Information, "Engine stopped after a checkpoint")]
    private static partial void LogStopped(ILogger logger);

    private Task AllHereAsync(Func<IIngestPartitionGrain, Task> call, CancellationToken cancellation) =>
        Task.WhenAll(
            from number in Enumerable.Range(0, partitions.Count)
            where home.IsHere(number)
            select call(partitions.Grain(grains, number))).WaitAsync(cancellation);
}
