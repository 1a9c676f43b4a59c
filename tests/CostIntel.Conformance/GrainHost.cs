using CostIntel.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace CostIntel.Conformance;

/// <summary>
/// A host of this assembly's grains. The only file that may know which runtime it is: the tests see the public API.
/// </summary>
public sealed class GrainHost : IAsyncLifetime
{
    public const string Store = "store";
    public const string Streams = "streams";

    private readonly IHost _host;
    private bool _isStopped;

    public GrainHost()
        : this(_ => { })
    {
    }

    private GrainHost(Action<ISiloBuilder> configure)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(Errors);
        builder.Services.AddSingleton<Witness>();
        builder.UseOrleans(silo =>
        {
            Compose(silo);
            silo.AddMemoryGrainStorage(Store);
            silo.AddMemoryStreams(Streams);
            silo.UseInMemoryReminderService();
            configure(silo);
        });
        _host = builder.Build();
    }

    public NoUnexpectedErrors Errors { get; } = new();

    public IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    public IServiceProvider Services => _host.Services;

    /// <summary>What grains tell the test.</summary>
    public Witness Witness => _host.Services.GetRequiredService<Witness>();

    public static async Task<GrainHost> StartAsync(Action<ISiloBuilder> configure)
    {
        var host = new GrainHost(configure);
        await host.InitializeAsync();
        return host;
    }

    /// <summary>A host whose callers wait no longer than this for an answer.</summary>
    public static Task<GrainHost> StartImpatientAsync(TimeSpan responseTimeout) => StartAsync(silo =>
    {
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = responseTimeout);
#if CLUSTER
        silo.Services.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = responseTimeout);
#endif
    });

    public T Grain<T>(string key)
        where T : IGrainWithStringKey => Client.GetGrain<T>(key);

    public Task InitializeAsync() => _host.StartAsync();

    /// <summary>Stops gracefully and asserts that no error was logged that no test announced.</summary>
    public async Task DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
        Errors.AssertNone();
    }

    public async Task StopAsync()
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await _host.StopAsync();
        }
    }

    private static void Compose(ISiloBuilder silo)
    {
#if CLUSTER
        var port = Ports.Take(2);
        silo.UseLocalhostClustering(port, port + 1, serviceId: $"s{port}", clusterId: $"c{port}");
        silo.AddMemoryGrainStorage("PubSubStore");
#endif
    }

#if CLUSTER
    private static class Ports
    {
        private static int _next = 21000 + (Environment.ProcessId % 1000 * 20);

        public static int Take(int count) => Interlocked.Add(ref _next, count) - count;
    }
#endif
}
