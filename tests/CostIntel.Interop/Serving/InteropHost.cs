using System.Net;
using CostIntel.TestKit;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CostIntel.Interop;

/// <summary>The interop service on two free ports: one for HTTP/2, one for gRPC-Web over HTTP/1.1.</summary>
public sealed class InteropHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private InteropHost(WebApplication app, NoUnexpectedErrors errors)
    {
        _app = app;
        Errors = errors;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = addresses.First();
        WebAddress = addresses.Last();
    }

    public string Address { get; }

    public string WebAddress { get; }

    public NoUnexpectedErrors Errors { get; }

    public IServiceProvider Services => _app.Services;

    public Sightings Sightings => _app.Services.GetRequiredService<Sightings>();

    public static async Task<InteropHost> StartAsync(
        Action<GrpcServiceOptions>? configure = null,
        Action<WebApplicationBuilder, List<Action<WebApplication>>>? more = null)
    {
        var errors = new NoUnexpectedErrors();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(errors);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddGrpc(options => configure?.Invoke(options));
        builder.Services.AddSingleton<Sightings>();
        var maps = new List<Action<WebApplication>>();
        more?.Invoke(builder, maps);
        var app = builder.Build();
        maps.ForEach(map => map(app));
        app.MapGrpcService<InteropService>();
        await app.StartAsync();
        return new InteropHost(app, errors);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Errors.AssertNone();
    }
}
