using CostIntel.Domain.Identity;
using CostIntel.Grains.Partitions;
using CostIntel.Grains.Statements;
using CostIntel.Server.Composition;
using CostIntel.Storage.Statements;

namespace CostIntel.Server.Hosting;

/// <summary>
/// Starts what must run without being asked: partitions hand on what a crash left in the log, and committed imports go
/// on. Stops with a checkpoint, so that the next start has nothing to catch up with.
/// </summary>
internal sealed partial class EngineLifetime(
    IGrainFactory grains,
    PartitionMap partitions,
    IPartitionHome home,
    IStatementStore statements,
    ILogger<EngineLifetime> logger) : IHostedService
{
    /// <summary>True once all partitions have recovered.</summary>
    public bool IsReady { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var status = await Task.WhenAll(partitions.All(grains).Select(partition => partition.GetStatusAsync()));
        foreach (var import in await statements.ReadUnfinishedAsync(cancellationToken))
        {
            var source = new StatementSourceKey(TenantId.Parse(import.Tenant), import.Source);
            await grains.GetGrain<IStatementSourceGrain>(source.ToString()).CommitAsync(import.ImportId);
            LogImportResumed(logger, import.ImportId);
        }

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

    [LoggerMessage(1100, LogLevel.Information,
        "Engine started: {Partitions} partitions, {Series} series, {TailBytes} bytes of log to hand on")]
    private static partial void LogStarted(ILogger logger, int partitions, int series, long tailBytes);

    [LoggerMessage(1101, LogLevel.Information, "Import {ImportId} was committed before the last stop and goes on")]
    private static partial void LogImportResumed(ILogger logger, string importId);

    [LoggerMessage(1102, LogLevel.Information, "Engine stopped after a checkpoint")]
    private static partial void LogStopped(ILogger logger);

    private Task AllHereAsync(Func<IIngestPartitionGrain, Task> call, CancellationToken cancellation) =>
        Task.WhenAll(
            from number in Enumerable.Range(0, partitions.Count)
            where home.IsHere(number)
            select call(partitions.Grain(grains, number))).WaitAsync(cancellation);
}
