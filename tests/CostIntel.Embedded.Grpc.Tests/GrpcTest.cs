using CostIntel.Interop;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;

namespace CostIntel.Embedded.Grpc.Tests;

/// <summary>A server and a channel to it for each test; errors that the test did not announce fail it.</summary>
public abstract class GrpcTest : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected InteropHost Host { get; private set; } = null!;

    protected GrpcChannel Channel { get; private set; } = null!;

    protected Interop.Interop.InteropClient Client { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        Host = await InteropHost.StartAsync(Configure, Add);
        Channel = GrpcChannel.ForAddress(Host.Address);
        Client = new Interop.Interop.InteropClient(Channel);
    }

    public virtual async Task DisposeAsync()
    {
        Channel.Dispose();
        await Host.DisposeAsync();
    }

    protected static async Task<RpcException> FailureOf<T>(AsyncUnaryCall<T> call) =>
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WaitAsync(Patience));

    protected static async Task<RpcException> FailureOf<T>(IAsyncStreamReader<T> stream) =>
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.MoveNext(default).WaitAsync(Patience))
            {
            }
        });

    protected virtual void Configure(GrpcServiceOptions options)
    {
    }

    protected virtual void Add(WebApplicationBuilder builder, List<Action<WebApplication>> maps)
    {
    }
}
