using CostIntel.Contracts.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CostIntel.Bench.Load;

/// <summary>The ceiling: takes the same stream on the same stack, parses it, counts and acknowledges; keeps nothing.</summary>
public static class SinkServer
{
    private const int ReceiveBytesMax = 16 << 20;

    public static Task RunAsync(int port)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = ReceiveBytesMax);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapGrpcService<Sink>();
        return app.RunAsync();
    }

    private sealed class Sink : IngestService.IngestServiceBase
    {
        public override async Task Stream(
            IAsyncStreamReader<IngestStreamRequest> requestStream,
            IServerStreamWriter<IngestStreamResponse> responseStream,
            ServerCallContext context)
        {
            while (await requestStream.MoveNext(context.CancellationToken))
            {
                var response = requestStream.Current.Batch is { } batch
                    ? new IngestStreamResponse
                    {
                        Ack = new IngestAck { DurableSequence = batch.Sequence, Accepted = (uint)batch.Records.Count },
                    }
                    : new IngestStreamResponse { Opened = new IngestOpened() };
                await responseStream.WriteAsync(response);
            }
        }
    }
}
