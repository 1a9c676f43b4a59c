using CostIntel.Interop;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CostIntel.Embedded.Grpc.Tests;

/// <summary>The same services without a socket, and what is said when they are set up wrongly.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task Calls_pass_through_a_server_in_memory()
    {
        await using var app = await StartAsync();
        using var channel = GrpcChannel.ForAddress(
            "http://localhost", new GrpcChannelOptions { HttpHandler = app.GetTestServer().CreateHandler() });
        var client = new Interop.Interop.InteropClient(channel);

        var reply = await client.UnaryAsync(new Order { Text = "hello" });
        using var tail = client.Expand(new Order { Count = 3, FailCode = 5, FailMessage = "gone" });
        var count = 0;
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await tail.ResponseStream.MoveNext(default))
            {
                count++;
            }
        });

        Assert.Equal("hello", reply.Text);
        Assert.Equal((3, StatusCode.NotFound, "gone"), (count, failure.StatusCode, failure.Status.Detail));
    }

    [Fact]
    public async Task Mapping_without_adding_gRPC_says_what_is_missing()
    {
        var builder = WebApplication.CreateSlimBuilder();
        await using var app = builder.Build();

        var failure = Assert.Throws<InvalidOperationException>(() => app.MapGrpcService<InteropService>());

        Assert.Contains("AddGrpc", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapping_what_is_no_service_says_so()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddGrpc();
        await using var app = builder.Build();

        var failure = Assert.Throws<InvalidOperationException>(() => app.MapGrpcService<HostingTests>());

        Assert.Contains("[BindServiceMethod]", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Sightings>();
        var app = builder.Build();
        app.MapGrpcService<InteropService>();
        await app.StartAsync();
        return app;
    }
}
