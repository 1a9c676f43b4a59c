using CostIntel.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
#if CLUSTER
using Orleans.TestingHost;
#else
using Microsoft.Extensions.Hosting;
#endif

namespace CostIntel.Conformance;

/// <summary>
/// A host of this assembly's grains: one process in the Embedded build, a cluster of two silos in the Cluster build. The
/// only file that may know which; the tests see the public API.
/// </summary>
public sealed class GrainHost : IAsyncLifetime
{
    public const string Store = "store";
    public const string Streams = "streams";

    private readonly Action<ISiloBuilder> _configure;
    private bool _isStopped;

    public GrainHost()
        : this(_ => { })
    {
    }

    private GrainHost(Action<ISiloBuilder> configure)
    {
        _configure = configure;
        _runtime = Build();
    }

    public NoUnexpectedErrors Errors { get; } = new();

    public IClusterClient Client => Services.GetRequiredService<IClusterClient>();

    /// <summary>What grains tell the test.</summary>
    public Witness Witness { get; } = new();

    public static async Task<GrainHost> StartAsync(Action<ISiloBuilder> configure)
    {
        var host = new GrainHost(configure);
        await host.InitializeAsync();
        return host;
    }

    /// <summary>A host whose callers wait no longer than this for an answer.</summary>
    public static Task<GrainHost> StartImpatientAsync(TimeSpan responseTimeout) => StartAsync(silo =>
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = responseTimeout));

    public T Grain<T>(string key)
        where T : IGrainWithStringKey => Client.GetGrain<T>(key);

    /// <summary>Stops gracefully and asserts that no error was logged that no test announced.</summary>
    public async Task DisposeAsync()
    {
        await StopAsync();
        _runtime.Dispose();
        Errors.AssertNone();
    }

    public async Task StopAsync()
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await StopRuntimeAsync();
        }
    }

    private void Configure(ISiloBuilder silo)
    {
        silo.Services.AddSingleton(Witness);
        silo.Services.AddLogging(logging => logging.AddProvider(Errors));
        silo.AddMemoryGrainStorage(Store);
        silo.AddMemoryStreams(Streams);
        silo.UseInMemoryReminderService();
        _configure(silo);
    }

#if CLUSTER
    private readonly InProcessTestCluster _runtime;

    public IServiceProvider Services => _runtime.GetSiloServiceProvider(_runtime.Silos[0].SiloAddress);

    public async Task InitializeAsync()
    {
        // Its own parts log errors while one silo stops before the other, and where a test provokes what it asserts.
        Errors.Expect("Orleans.Runtime.");
        Errors.Expect("Orleans.Storage.");
        Errors.Expect("Orleans.Streams.");
        Errors.Expect("Orleans.Providers.");
        await _runtime.DeployAsync();
    }

    private InProcessTestCluster Build()
    {
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 2);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage("PubSubStore");
            Configure(silo);
        });
        return builder.Build();
    }

    // The first silo is the tests' way in, so it goes last.
    private async Task StopRuntimeAsync()
    {
        foreach (var silo in _runtime.Silos.Reverse().ToList())
        {
            await _runtime.StopSiloAsync(silo);
        }
    }
#else
    private readonly IHost _runtime;

    public IServiceProvider Services => _runtime.Services;

    public Task InitializeAsync() => _runtime.StartAsync();

    private IHost Build()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleans(Configure);
        return builder.Build();
    }

    private Task StopRuntimeAsync() => _runtime.StopAsync();
#endif
}
