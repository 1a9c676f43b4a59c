using CostIntel.Grains.Changes;
using CostIntel.Grains.Changes.Control;
using CostIntel.Grains.Changes.Execution;
using CostIntel.Grains.Ingest;
using CostIntel.Grains.Notifications;
using CostIntel.Grains.Notifications.Reports;
using CostIntel.Grains.Partitions;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Recommendations.Settings;
using CostIntel.Grains.Sla;
using CostIntel.Grains.Simulations;
using CostIntel.Server.Access;
using CostIntel.Server.Anomalies;
using CostIntel.Server.Audit;
using CostIntel.Server.Approvals;
using CostIntel.Server.Changes;
using CostIntel.Server.Composition;
using CostIntel.Server.Demo;
using CostIntel.Server.Queries;
using CostIntel.Server.Sla;
using CostIntel.Server.Errors;
using CostIntel.Server.Execution;
using CostIntel.Server.Feeds;
using CostIntel.Server.Forecasts;
using CostIntel.Server.Ingest;
using CostIntel.Server.Metrics;
using CostIntel.Server.Notifications;
using CostIntel.Server.Observability;
using CostIntel.Server.Operator;
using CostIntel.Server.Simulations;
using CostIntel.Server.Recommendations;
using CostIntel.Server.Statements;
using CostIntel.Storage.Sql;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace CostIntel.Server.Hosting;

/// <summary>Builds and runs the engine.</summary>
public static class EngineHost
{
    private const int Ok = 0;
    private const int Failed = 1;
    private const int Misconfigured = 2;
    private const int ReceiveBytesMax = 16 << 20;
    private const int StreamsPerConnectionMax = 1_000;

    /// <summary>Runs until told to stop. Exit code 0 after a clean stop, 2 when the settings are wrong, 1 otherwise.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [HealthProbe.Switch, var url])
        {
            return await HealthProbe.RunAsync(url);
        }

        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions
            {
                Args = CommandLine.Translate(args),
                ContentRootPath = AppContext.BaseDirectory,
            });
            var options = builder.Configuration.GetSection(EngineOptions.Section).Get<EngineOptions>() ?? new EngineOptions();
            if (options.Faults().Concat(EngineComposition.Faults(builder.Configuration)).ToList() is { Count: > 0 } faults)
            {
                await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults));
                return Misconfigured;
            }

            await using var store = await EngineComposition.OpenStoreAsync(options, builder.Configuration);
            AddLogging(builder);
            await using var app = Build(builder, options, store, TimeProvider.System);
            await app.RunAsync();
            return Ok;
        }
        catch (StorageException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return Misconfigured;
        }
        catch (IOException fault)
        {
            await Console.Error.WriteLineAsync($"The engine could not start: {fault.Message}");
            return Failed;
        }
    }

    /// <summary>The engine, not started yet.</summary>
    internal static WebApplication Build(WebApplicationBuilder builder, EngineOptions options, EngineStore store, TimeProvider time)
    {
        AddEngine(builder, options, store);
        builder.Services.AddSingleton(time);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnectionMax;
            kestrel.Listen(options.Grpc.EndPoint, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(options.Web.EndPoint, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        app.Services.GetRequiredService<PrometheusExport>();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.MapGrpcService<IngestEndpoint>();
        app.MapGrpcService<TelemetryEndpoint>();
        app.MapGrpcService<OtlpEndpoint>();
        app.MapGrpcService<CostEndpoint>();
        app.MapGrpcService<ForecastEndpoint>();
        app.MapGrpcService<SimulationEndpoint>();
        app.MapGrpcService<AnomalyEndpoint>();
        app.MapGrpcService<SlaEndpoint>();
        app.MapGrpcService<RecommendationEndpoint>();
        app.MapGrpcService<NotificationEndpoint>();
        app.MapGrpcService<PolicyEndpoint>();
        app.MapGrpcService<AccessEndpoint>();
        app.MapGrpcService<AuditEndpoint>();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        WebEndpoints.Map(app);
        OperatorPage.Map(app);
        EngineComposition.MapPages(app);
        return app;
    }

    private static void AddLogging(WebApplicationBuilder builder)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            .MinimumLevel.Override("Grpc", LogEventLevel.Warning)
            .MinimumLevel.Override("Orleans", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.Console(new JsonFormatter(renderMessage: true))
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(logger, dispose: true);
    }

    private static void AddEngine(WebApplicationBuilder builder, EngineOptions options, EngineStore store)
    {
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(Options.Create(options.Checkpoint));
        services.AddSingleton(Options.Create(options.Detection));
        services.AddSingleton(Options.Create(options.Recommendations));
        services.AddSingleton(Options.Create(options.Notifications));
        services.AddSingleton(Options.Create(options.Changes));
        services.AddSingleton<FleetCounter>();
        services.AddSingleton<AdviceLibrary>();
        store.Register(services);
        services.AddSingleton(store.Log);
        services.AddSingleton(store.Statements);
        services.AddSingleton(store.Desks);
        services.AddSingleton(store.Audit);
        services.AddSingleton(store.Cases);
        services.AddSingleton(new PartitionMap(store.Partitions));
        EngineComposition.AddGrains(builder);
        services.AddSingleton<SeriesDirectory>();
        services.AddSingleton<SeriesCaches>();
        services.AddSingleton<IngestStreams>();
        services.AddSingleton<OtlpIntake>();
        AddAnswers(services);
        AddNotifications(services);
        AddChanges(services, options);
        services.AddSingleton<StatementImports>();
        services.AddSingleton<EngineMetrics>();
        services.AddSingleton<PrometheusExport>();
        services.AddHostedService<Telemetry>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<KeyMaker>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditBefore>();
        services.AddSingleton<AuditReader>();
        services.AddSingleton<EngineLifetime>();
        services.AddHostedService(provider => provider.GetRequiredService<EngineLifetime>());
        services.AddHostedService<FirstKey>();
        services.AddHostedService<ImportUpkeep>();
        if (options.Demo)
        {
            services.AddSingleton<DemoCloud>();
            services.AddSingleton(provider => provider.GetRequiredService<DemoCloud>().Own(TimeProvider.System));
            services.AddHostedService<DemoFleet>();
        }

        services.AddGrpcHealthChecks().AddCheck<EngineHealth>("engine");
        services.AddGrpcReflection();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = ReceiveBytesMax;
            grpc.Interceptors.Add<StatusMap>();
            grpc.Interceptors.Add<StoppingCalls>();
            grpc.Interceptors.Add<AccessCheck>();
            grpc.Interceptors.Add<AuditCommands>();
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(1));
    }

    private static void AddNotifications(IServiceCollection services)
    {
        services.AddSingleton<HttpLetterSender>();
        services.AddSingleton<MailLetterSender>();
        services.AddSingleton<ILetterSender, LetterSender>();
        services.AddSingleton<SavingsPipeline>();
        services.AddSingleton<ReportBuilder>();
    }

    private static void AddChanges(IServiceCollection services, EngineOptions options)
    {
        services.AddSingleton(options.Execution);
        services.AddSingleton<ChangeExecutors>();
        services.AddSingleton<IChangeExecutors>(provider => provider.GetRequiredService<ChangeExecutors>());
        services.AddSingleton<ChangePlanning>();
        services.AddSingleton<ChangeInspector>();
        services.AddSingleton<ChangeCalls>();
        services.AddSingleton<ChangePreview>();
    }

    // What stands behind the services that answer questions.
    private static void AddAnswers(IServiceCollection services)
    {
        services.AddSingleton<CostQueryRunner>();
        services.AddSingleton<CostHistoryRunner>();
        services.AddSingleton<SimulationRunner>();
        services.AddSingleton<SimulationRuns>();
        services.AddSingleton<RecommendationSimulations>();
        services.AddSingleton<ResourceFinder>();
        services.AddSingleton<CostWatch>();
        services.AddSingleton<DeskFeed>();
        services.AddSingleton<AnomalyDigests>();
        services.AddSingleton<AnomalyWatch>();
        services.AddSingleton<AnomalyNotes>();
        services.AddSingleton<AnomalyEvidence>();
        services.AddSingleton<RuleReplay>();
        services.AddSingleton<SloStatusRunner>();
        services.AddSingleton<RecommendationWatch>();
        services.AddSingleton<RecommendationSettings>();
    }
}
