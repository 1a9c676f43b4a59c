using CostIntel.Connectors.Generation;
using CostIntel.Contracts.V1;
using CostIntel.Server.Hosting;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Server.Demo;

/// <summary>
/// For <c>--demo</c>: a month of statements and then live usage of a simulated fleet, sent as any client sends it.
/// </summary>
internal sealed partial class DemoFleet(
    EngineOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DemoFleet> logger)
    : BackgroundService
{
    private const int Seed = 20260101;
    private const int StatementResources = 80;
    private const int StatementDays = 30;
    private const int FleetResources = 120;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        using var channel = GrpcChannel.ForAddress(options.Grpc.Url);
        var client = new IngestService.IngestServiceClient(channel);
        try
        {
            await ImportAsync(client, stoppingToken);
            await StreamAsync(client, stoppingToken);
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

    private async Task StreamAsync(IngestService.IngestServiceClient client, CancellationToken cancellation)
    {
        var fleet = new SimulatedFleet(Seed, FleetResources);
        using var call = client.Stream(cancellationToken: cancellation);
        await call.RequestStream.WriteAsync(
            new IngestStreamRequest { Open = new IngestOpen { ProducerId = "demo-fleet" } }, cancellation);
        await call.ResponseStream.MoveNext(cancellation);
        var sequence = call.ResponseStream.Current.Opened.HighestSequence;
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            // Live usage is a minute a second: costs move fast enough to be watched.
            var batch = DemoBatches.OfUsage(fleet.Charges(time.GetUtcNow() - TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)));
            batch.Sequence = ++sequence;
            await call.RequestStream.WriteAsync(new IngestStreamRequest { Batch = batch }, cancellation);
            await call.ResponseStream.MoveNext(cancellation);
        }
    }

    [LoggerMessage(1200, LogLevel.Information, "Demo: a statement of {Rows} rows is in; live usage follows each second")]
    private static partial void LogImported(ILogger logger, ulong rows);

    [LoggerMessage(1201, LogLevel.Warning, "Demo: the simulated fleet has stopped")]
    private static partial void LogStopped(ILogger logger, Exception fault);
}
