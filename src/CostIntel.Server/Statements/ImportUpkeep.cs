using CostIntel.Domain.Identity;
using CostIntel.Grains.Statements;
using CostIntel.Server.Hosting;
using CostIntel.Storage.Statements;

namespace CostIntel.Server.Statements;

/// <summary>
/// Looks after imports that nobody looks after any more: committed ones whose process ended go on, and those that were
/// never committed are given up in time. On every silo of a cluster, since doing it twice changes nothing.
/// </summary>
internal sealed partial class ImportUpkeep(
    IStatementStore store,
    IGrainFactory grains,
    EngineOptions options,
    ILogger<ImportUpkeep> logger,
    TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await ResumeAsync(stoppingToken);
                await TidyAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ResumeAsync(CancellationToken cancellation)
    {
        foreach (var import in await store.ReadUnfinishedAsync(cancellation))
        {
            var source = new StatementSourceKey(TenantId.Parse(import.Tenant), import.Source);
            await grains.GetGrain<IStatementSourceGrain>(source.ToString()).CommitAsync(import.ImportId);
        }
    }

    private async Task TidyAsync(CancellationToken cancellation)
    {
        var given = await store.TidyAsync(time.GetUtcNow() - options.ImportExpiry, cancellation);
        if (given > 0)
        {
            LogGivenUp(logger, given, options.ImportExpiry);
        }
    }

    [LoggerMessage(1400, LogLevel.Information, "{Imports} imports were not committed within {Expiry} and have been given up")]
    private static partial void LogGivenUp(ILogger logger, int imports, TimeSpan expiry);

    [LoggerMessage(1401, LogLevel.Warning, "Imports could not be looked after; trying again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
