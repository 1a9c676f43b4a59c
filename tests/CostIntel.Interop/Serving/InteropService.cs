using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;

namespace CostIntel.Interop;

/// <summary>What the server saw, for tests to await.</summary>
public sealed class Sightings
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _events = new(StringComparer.Ordinal);

    public void Saw(string what) => Source(what).TrySetResult();

    public Task Of(string what) => Source(what).Task.WaitAsync(TimeSpan.FromSeconds(20));

    private TaskCompletionSource Source(string what) =>
        _events.GetOrAdd(what, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>Does what the messages ask for.</summary>
public sealed class InteropService(Sightings sightings) : Interop.InteropBase
{
    public const string Echo = "x-echo";
    public const string EchoBytes = "x-echo-bin";

    public override async Task<Reply> Unary(Order request, ServerCallContext context)
    {
        await SendHeadersAsync(context);
        await EndAsAskedAsync(request, context);
        return Answer(request, 1);
    }

    public override async Task<Reply> Collect(IAsyncStreamReader<Order> requestStream, ServerCallContext context)
    {
        var (text, count, bytes) = ("", 0, 0L);
        await foreach (var order in requestStream.ReadAllAsync())
        {
            count++;
            bytes += order.Payload.Length;
            text = order.Text;
            await EndAsAskedAsync(order, context);
        }

        return new Reply { Text = text, Count = count, TotalBytes = bytes };
    }

    public override async Task Expand(
        Order request, IServerStreamWriter<Reply> responseStream, ServerCallContext context)
    {
        try
        {
            await SendHeadersAsync(context);
            for (var number = 1; number <= request.Count; number++)
            {
                await responseStream.WriteAsync(Answer(request, number));
            }

            await EndAsAskedAsync(request, context);
        }
        finally
        {
            sightings.Saw($"{request.Text} left");
        }
    }

    public override async Task Chat(
        IAsyncStreamReader<Order> requestStream, IServerStreamWriter<Reply> responseStream, ServerCallContext context)
    {
        var count = 0;
        await foreach (var order in requestStream.ReadAllAsync())
        {
            await responseStream.WriteAsync(Answer(order, ++count));
            await EndAsAskedAsync(order, context);
        }
    }

    private static Reply Answer(Order order, int number)
    {
        var reply = new Reply { Text = order.Text, Count = number, TotalBytes = order.Payload.Length };
        if (order.ReplyBytes > 0)
        {
            reply.Payload = ByteString.CopyFrom(new byte[order.ReplyBytes]);
        }

        return reply;
    }

    private static async Task SendHeadersAsync(ServerCallContext context)
    {
        var headers = new Metadata();
        foreach (var entry in context.RequestHeaders.Where(entry => entry.Key is Echo or EchoBytes))
        {
            headers.Add(entry);
            context.ResponseTrailers.Add(entry);
        }

        if (headers.Count > 0)
        {
            await context.WriteResponseHeadersAsync(headers);
        }
    }

    private async Task EndAsAskedAsync(Order order, ServerCallContext context)
    {
        if (order.Hang)
        {
            sightings.Saw($"{order.Text} hangs");
            await using var watch = context.CancellationToken.Register(() => sightings.Saw($"{order.Text} cancelled"));
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }

        if (order.FailCode < 0)
        {
            throw new InvalidDataException(order.FailMessage);
        }

        if (order.FailCode > 0)
        {
            var trailers = new Metadata
            {
                { "x-reason", "asked" },
                { "grpc-status-details-bin", [8, 5, 0, 255] },
            };
            throw new RpcException(new Status((StatusCode)order.FailCode, order.FailMessage), trailers);
        }
    }
}
