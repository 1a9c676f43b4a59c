using CostIntel.Grains.Changes;
using CostIntel.Grains.Changes.Control;
using CostIntel.Grains.Recommendations.Settings;
using CostIntel.Grains.Serialization;
using CostIntel.Storage.Sql;
using CostIntel.Storage.Workflow;
using CostIntel.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace CostIntel.Server.Tests.Changes;

/// <summary>The grains that changes share, on a database in a file that outlives them, with a clock of the test's.</summary>
internal sealed class ControlHost : IAsyncDisposable
{
    public const string Tenant = "acme";

    private readonly IHost _host;
    private readonly SqlDatabase _database;
    private readonly SqlCommitQueue _commits;

    private ControlHost(string file, TimeProvider time)
    {
        _database = SqlDatabase.Open(file);
        _commits = new SqlCommitQueue(_database);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(Errors);
        builder.Services.AddSingleton(time).AddSingleton(_database).AddSingleton(_commits)
            .AddSingleton<ICaseStore>(new SqlCaseStore(_database, _commits))
            .AddSingleton<FleetCounter>()
            .AddSingleton(Options.Create(new ChangeOptions()))
            .AddSingleton<IGrainStorageSerializer, ProtobufStateSerializer>();
        builder.UseOrleans(silo =>
        {
            silo.AddSqliteGrainStorage(GrainStores.Snapshots);
            silo.UseSqliteReminderService();
        });
        _host = builder.Build();
    }

    public NoUnexpectedErrors Errors { get; } = new();

    public IChangeControlGrain Control => Grains.GetGrain<IChangeControlGrain>(Tenant);

    private IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<ControlHost> StartAsync(string file, TimeProvider time)
    {
        var host = new ControlHost(file, time);
        await host._host.StartAsync();
        return host;
    }

    public Task PutPolicyAsync(string yaml) =>
        Grains.GetGrain<ITenantSettingsGrain>(Tenant).ChangeAsync(new SettingsChange(Approvals: yaml, By: "ann"));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        await _commits.DisposeAsync();
        _database.Dispose();
        Errors.AssertNone();
    }
}
