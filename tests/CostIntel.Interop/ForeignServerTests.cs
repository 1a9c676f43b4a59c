using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Interop;

/// <summary>Our client against grpc-js.</summary>
public sealed class ForeignServerTests : IAsyncLifetime
{
    private Node _server = null!;
    private GrpcChannel _channel = null!;
    private Interop.InteropClient _client = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_unary_call_is_answered()
    {
        await StartAsync();

        var reply = await _client.UnaryAsync(new Order { Text = "hello", ReplyBytes = 1_000_000 });

        Assert.Equal(("hello", 1_000_000), (reply.Text, reply.Payload.Length));
    }

    [SkippableFact]
    public async Task A_client_stream_is_counted()
    {
        await StartAsync();
        using var call = _client.Collect();
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
        for (var number = 0; number < 1000; number++)
        {
            await call.RequestStream.WriteAsync(new Order { Payload = ByteString.CopyFrom(new byte[1000]) });
        }

        await call.RequestStream.CompleteAsync();
        var reply = await call;

        Assert.Equal((1000, 1_000_000), (reply.Count, reply.TotalBytes));
    }

    [SkippableFact]
    public async Task A_server_stream_arrives_in_order()
    {
        await StartAsync();
        using var call = _client.Expand(new Order { Count = 1000, ReplyBytes = 100 });

        var numbers = new List<int>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
        {
            numbers.Add(reply.Count);
        }

        Assert.Equal(Enumerable.Range(1, 1000), numbers);
    }

    [SkippableFact]
    public async Task A_chat_answers_each_message_before_the_next_is_sent()
    {
        await StartAsync();
        using var call = _client.Chat();
        for (var number = 1; number <= 50; number++)
        {
            await call.RequestStream.WriteAsync(new Order { Text = $"{number}" });
            Assert.True(await call.ResponseStream.MoveNext(default));
            Assert.Equal($"{number}", call.ResponseStream.Current.Text);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(default));
    }

    [SkippableFact]
    public async Task A_refusal_carries_its_code_its_message_and_its_trailers()
    {
        await StartAsync();
        const string message = "nicht gefunden: 100 % Größe\nzweite Zeile";

        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await _client.UnaryAsync(new Order { FailCode = 5, FailMessage = message }));

        Assert.Equal((StatusCode.NotFound, message), (failure.StatusCode, failure.Status.Detail));
        Assert.Equal([8, 5, 0, 255], failure.Trailers.GetValueBytes("grpc-status-details-bin")!);
    }

    [SkippableFact]
    public async Task A_writer_hears_the_status_with_which_the_server_ended_its_stream()
    {
        await StartAsync();
        using var call = _client.Collect(deadline: DateTime.UtcNow.AddSeconds(20));

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await call.RequestStream.WriteAsync(new Order { FailCode = 8, FailMessage = "full" });
            while (true)
            {
                await call.RequestStream.WriteAsync(new Order { Payload = ByteString.CopyFrom(new byte[1000]) });
            }
        });

        Assert.Equal((StatusCode.ResourceExhausted, "full"), (failure.StatusCode, failure.Status.Detail));
    }

    [SkippableFact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        await StartAsync();

        // The connection is there before the clock runs, so that the handler is reached in time.
        await _client.UnaryAsync(new Order());
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await _client.UnaryAsync(
            new Order { Text = "late", Hang = true }, deadline: DateTime.UtcNow.AddSeconds(1)));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        await _server.SaidAsync("late cancelled");
    }

    [SkippableFact]
    public async Task Disposing_a_call_in_mid_stream_reaches_the_server()
    {
        await StartAsync();
        var call = _client.Expand(new Order { Text = "tail", Count = 1, Hang = true });
        Assert.True(await call.ResponseStream.MoveNext(default));

        call.Dispose();

        await _server.SaidAsync("tail cancelled");
    }

    [SkippableFact]
    public async Task Compressed_messages_pass_both_ways()
    {
        await StartAsync("gzip");
        var headers = new Metadata { { "grpc-internal-encoding-request", "gzip" } };

        var reply = await _client.UnaryAsync(
            new Order { Payload = ByteString.CopyFrom(new byte[100_000]), ReplyBytes = 100_000 }, headers);

        Assert.Equal((100_000, 100_000), (reply.TotalBytes, reply.Payload.Length));
    }

    [SkippableFact]
    public async Task Text_and_bytes_come_back_in_headers_and_trailers()
    {
        await StartAsync();
        var headers = new Metadata { { "x-echo", "text" }, { "x-echo-bin", [0, 1, 254, 255] } };
        using var call = _client.UnaryAsync(new Order(), headers);

        var received = await call.ResponseHeadersAsync;
        await call;

        foreach (var echoed in new[] { received, call.GetTrailers() })
        {
            Assert.Equal("text", echoed.GetValue("x-echo"));
            Assert.Equal([0, 1, 254, 255], echoed.GetValueBytes("x-echo-bin")!);
        }
    }

    [SkippableFact]
    public async Task More_streams_than_a_connection_allows_are_served()
    {
        await StartAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 300)
            .Select(number => _client.UnaryAsync(new Order { Text = $"{number}" }).ResponseAsync));

        Assert.Equal(Enumerable.Range(0, 300).Select(number => $"{number}"), replies.Select(reply => reply.Text));
    }

    [SkippableFact]
    public async Task A_server_that_dies_is_unavailable()
    {
        await StartAsync();
        using var call = _client.Expand(new Order { Text = "tail", Count = 1, Hang = true });
        Assert.True(await call.ResponseStream.MoveNext(default));

        await _server.DisposeAsync();
        _server = null!;

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
    }

    private async Task StartAsync(params string[] arguments)
    {
        _server = await Node.StartAsync("server.mjs", arguments);
        var said = await _server.SaidAsync("listening");
        _channel = GrpcChannel.ForAddress(said.GetProperty("address").GetString()!);
        _client = new Interop.InteropClient(_channel);
    }
}
