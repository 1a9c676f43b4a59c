using CostIntel.Storage.Sql;
using CostIntel.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CostIntel.Embedded.Orleans.Tests;

/// <summary>A host of this assembly's grains, with a clock of the test's and, if wanted, a database.</summary>
internal sealed class EmbeddedHost : IAsyncDisposable
{
    public const string Store = "store";

    private readonly IHost _host;
    private readonly SqlDatabase? _database;
    private readonly SqlCommitQueue? _commits;
    private bool _isStopped;

    private EmbeddedHost(TimeProvider time, string? file, Action<ISiloBuilder>? configure)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(Errors);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(Log);
        if (file is not null)
        {
            _database = SqlDatabase.Open(file);
            _commits = new SqlCommitQueue(_database);
            builder.Services.AddSingleton(_database).AddSingleton(_commits);
        }

        builder.UseOrleans(silo =>
        {
            _ = file is null ? silo.AddMemoryGrainStorage(Store) : silo.AddSqliteGrainStorage(Store);
            _ = file is null ? silo.UseInMemoryReminderService() : silo.UseSqliteReminderService();
            configure?.Invoke(silo);
        });
        _host = builder.Build();
    }

    public NoUnexpectedErrors Errors { get; } = new();

    public EventLog Log { get; } = new();

    public IServiceProvider Services => _host.Services;

    public IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    public static async Task<EmbeddedHost> StartAsync(
        TimeProvider? time = null, string? file = null, Action<ISiloBuilder>? configure = null)
    {
        var host = new EmbeddedHost(time ?? TimeProvider.System, file, configure);
        await host._host.StartAsync();
        return host;
    }

    public T Grain<T>(string key)
        where T : IGrainWithStringKey => Client.GetGrain<T>(key);

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await _host.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        if (_commits is not null)
        {
            await _commits.DisposeAsync();
        }

        _database?.Dispose();
        Errors.AssertNone();
    }
}
