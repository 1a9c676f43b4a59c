using CostIntel.Connectors.Generation;
using CostIntel.Contracts.V1;
using CostIntel.Server.Hosting;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Server.Demo;

/// <summary>
/// For <c>--demo</c>: a month of statements, two weeks of a simulated fleet and then its usage second by second, sent as any
/// client sends it. A while after the start something goes wrong in the fleet, so that there is something to be seen.
/// </summary>
internal sealed partial class DemoFleet(
    EngineOptions options, DemoCloud cloud, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DemoFleet> logger)
    : BackgroundService
{
    private const int Seed = 20260101;
    private const int StatementResources = 80;
    private const int StatementDays = 30;
    private const int FleetResources = 120;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        using var channel = GrpcChannel.ForAddress(options.Grpc.Url);
        try
        {
            await ImportAsync(new IngestService.IngestServiceClient(channel), stoppingToken);
            var usage = new DemoUsage(channel, new SimulatedFleet(Seed + 1, FleetResources), time);
            LogHistory(logger, await usage.CatchUpAsync(stoppingToken));
            await Task.WhenAll(
                usage.FollowAsync(trouble => LogTrouble(logger, trouble), stoppingToken),
                WasteAsync(channel, stoppingToken));
        }
        catch (RpcException) when (stoppingToken.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The engine stops; so does its demo.
        }
        catch (RpcException fault)
        {
            LogStopped(logger, fault);
        }
    }

    // What is measured every few seconds would make the weeks before look late.
    private async Task WasteAsync(GrpcChannel channel, CancellationToken cancellation)
    {
        var waste = new DemoWaste(channel, cloud, time);
        await waste.CatchUpAsync(cancellation);
        await Task.WhenAll(
            waste.FollowAsync(cancellation),
            new DemoPulse(channel, cloud, time).RunAsync(cancellation),
            new DemoChanges(channel, time).RunAsync(change => LogChange(logger, change), cancellation));
    }

    private async Task ImportAsync(IngestService.IngestServiceClient client, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var generator = new FocusGenerator(Seed, new FocusGeneratorOptions
        {
            Resources = StatementResources,
            Start = today.AddDays(-StatementDays),
            Days = StatementDays,
        });
        using var call = client.ImportStatement(cancellationToken: cancellation);
        await call.RequestStream.WriteAsync(
            new ImportStatementRequest
            {
                Open = new ImportOpen { ImportId = $"demo-{today:yyyy-MM-dd}", Source = "demo", Scope = ImportScope.Rows },
            },
            cancellation);
        foreach (var batch in DemoBatches.OfStatement(generator.Rows()))
        {
            await call.RequestStream.WriteAsync(new ImportStatementRequest { Batch = batch }, cancellation);
        }

        await call.RequestStream.WriteAsync(new ImportStatementRequest { Commit = new ImportCommit() }, cancellation);
        await call.RequestStream.CompleteAsync();
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            if (call.ResponseStream.Current.Report is { } report)
            {
                LogImported(logger, report.Read);
            }
        }
    }

    [LoggerMessage(1200, LogLevel.Information, "Demo: a statement of {Rows} rows is in")]
    private static partial void LogImported(ILogger logger, ulong rows);

    [LoggerMessage(1201, LogLevel.Warning, "Demo: the simulated fleet has stopped")]
    private static partial void LogStopped(ILogger logger, Exception fault);

    [LoggerMessage(1202, LogLevel.Information, "Demo: {Hours} hours of the fleet are in; its usage follows each second")]
    private static partial void LogHistory(ILogger logger, int hours);

    [LoggerMessage(2631, LogLevel.Information, "Demo: {Change}")]
    private static partial void LogChange(ILogger logger, string change);

    [LoggerMessage(1203, LogLevel.Information, "Demo: {Trouble}")]
    private static partial void LogTrouble(ILogger logger, string trouble);
}
