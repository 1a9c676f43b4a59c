using System.Net.Http.Headers;
using CostIntel.TestKit;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Crash.Changes;

/// <summary>Somebody with a key, who keeps trying while the engine is killed and comes back.</summary>
internal sealed class Crew(EngineProcess engine, string key)
{
    /// <summary>A connection in their name.</summary>
    public GrpcChannel Open() => GrpcChannel.ForAddress(
        engine.Url, new GrpcChannelOptions { HttpHandler = new KeyHandler(key), DisposeHttpClient = true });

    /// <summary>Asks until the engine answers; what it refuses is thrown.</summary>
    public async Task<T> AskAsync<T>(Func<GrpcChannel, Task<T>> ask, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using var channel = Open();
                return await ask(channel);
            }
            catch (Exception gone) when (IsGone(gone) && !cancellation.IsCancellationRequested)
            {
                await Task.Delay(100, cancellation);
            }
        }
    }

    /// <summary>Asks once; false when the engine was gone.</summary>
    public async Task<bool> TryAsync(Func<GrpcChannel, Task> ask, CancellationToken cancellation)
    {
        try
        {
            using var channel = Open();
            await ask(channel);
            return true;
        }
        catch (Exception gone) when (IsGone(gone) && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static bool IsGone(Exception fault) => fault switch
    {
        RpcException refusal => refusal.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Aborted
            or StatusCode.Unknown or StatusCode.Cancelled or StatusCode.DeadlineExceeded,
        _ => fault is IOException or HttpRequestException or InvalidOperationException,
    };

    private sealed class KeyHandler(string key) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
