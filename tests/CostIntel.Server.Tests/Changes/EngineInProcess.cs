using System.Globalization;
using CostIntel.Server.Composition;
using CostIntel.Server.Hosting;
using CostIntel.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CostIntel.Server.Tests.Changes;

/// <summary>The whole engine in the process of the test, by a clock of the test's.</summary>
internal sealed class EngineInProcess : IAsyncDisposable
{
    private readonly EngineStore _store;
    private readonly WebApplication _app;

    private EngineInProcess(string url, EngineStore store, WebApplication app) => (Url, _store, _app) = (url, store, app);

    /// <summary>Where gRPC is served.</summary>
    public string Url { get; }

    public static async Task<EngineInProcess> StartAsync(
        string folder, TimeProvider time, NoUnexpectedErrors errors, params string[] settings)
    {
        var url = Free();
        var builder = WebApplication.CreateBuilder(
            [$"--CostIntel:DataDirectory={folder}", $"--CostIntel:Grpc:Url={url}", $"--CostIntel:Web:Url={Free()}", "--CostIntel:InsecureDev=true", .. settings]);
        builder.Logging.ClearProviders().AddProvider(errors);
        var options = builder.Configuration.GetSection(EngineOptions.Section).Get<EngineOptions>()!;
        Assert.Empty(options.Faults());
        var store = await EngineComposition.OpenStoreAsync(options, builder.Configuration);
        var app = EngineHost.Build(builder, options, store, time);
        await app.StartAsync();
        return new(url, store, app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static string Free() => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Programs.FreePort()}");
}
