using CostIntel.Interop;
using Google.Protobuf;
using Grpc.Core;

namespace CostIntel.Embedded.Grpc.Tests;

/// <summary>Each kind of call between our client and our server.</summary>
public sealed class CallKindTests : GrpcTest
{
    [Fact]
    public async Task A_unary_call_is_answered()
    {
        var reply = await Client.UnaryAsync(new Order { Text = "hello" });

        Assert.Equal("hello", reply.Text);
    }

    [Fact]
    public void A_blocking_unary_call_is_answered() =>
        Assert.Equal("hello", Client.Unary(new Order { Text = "hello" }).Text);

    [Fact]
    public async Task AClient_stream_is_counted()
    {
        using var call = Client.Collect();
        for (var number = 0; number < 1000; number++)
        {
            var payload = ByteString.CopyFrom(new byte[99]);
            await call.RequestStream.WriteAsync(new Order { Text = "last", Payload = payload });
        }

        await call.RequestStream.CompleteAsync();
        var reply = await call;

        Assert.Equal((1000, 99_000, "last"), (reply.Count, reply.TotalBytes, reply.Text));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_server_stream_arrives_in_order()
    {
        using var call = Client.Expand(new Order { Count = 1000 });

        var numbers = new List<int>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
        {
            numbers.Add(reply.Count);
        }

        Assert.Equal(Enumerable.Range(1, 1000), numbers);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_chat_answers_each_message_before_the_next_is_sent()
    {
        using var call = Client.Chat();
        for (var number = 1; number <= 100; number++)
        {
            await call.RequestStream.WriteAsync(new Order { Text = $"{number}" });
            Assert.True(await call.ResponseStream.MoveNext(default));
            Assert.Equal($"{number}", call.ResponseStream.Current.Text);
        }

        await call.RequestStream.CompleteAsync();

        Assert.False(await call.ResponseStream.MoveNext(default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(3_900_000)]
    public async Task A_message_of_any_size_passes_both_ways(int size)
    {
        var reply = await Client.UnaryAsync(
            new Order { Payload = ByteString.CopyFrom(new byte[size]), ReplyBytes = size });

        Assert.Equal((size, size), (reply.TotalBytes, reply.Payload.Length));
    }

    [Fact]
    public async Task A_call_is_answered_while_more_tails_are_open_than_one_connection_takes()
    {
        var tails = Enumerable.Range(0, 150).Select(_ => Client.Expand(new Order { Count = 1, Hang = true })).ToList();
        foreach (var tail in tails)
        {
            Assert.True(await tail.ResponseStream.MoveNext(default).WaitAsync(Patience));
        }

        var reply = await Client.UnaryAsync(new Order { Text = "hello" }).ResponseAsync.WaitAsync(Patience);

        Assert.Equal("hello", reply.Text);
        tails.ForEach(tail => tail.Dispose());
    }

    [Fact]
    public async Task Two_hundred_calls_at_once_are_answered()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(number => Client.UnaryAsync(new Order { Text = $"{number}" }).ResponseAsync));

        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"{number}"), replies.Select(reply => reply.Text));
    }
}
