using CostIntel.Interop;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Embedded.Grpc.Tests;

/// <summary>How calls end when they do not end well.</summary>
public sealed class StatusTests : GrpcTest
{
    [Fact]
    public async Task A_refusal_carries_its_code_its_message_and_its_trailers()
    {
        const string message = "nicht gefunden: 100 % Größe\nzweite Zeile";

        var failure = await FailureOf(Client.UnaryAsync(new Order { FailCode = 5, FailMessage = message }));

        Assert.Equal((StatusCode.NotFound, message), (failure.StatusCode, failure.Status.Detail));
        Assert.Equal("asked", failure.Trailers.GetValue("x-reason"));
        Assert.Equal([8, 5, 0, 255], failure.Trailers.GetValueBytes("grpc-status-details-bin")!);
    }

    [Fact]
    public async Task A_refusal_after_messages_comes_after_them()
    {
        using var call = Client.Expand(new Order { Count = 3, FailCode = 9, FailMessage = "enough" });

        for (var number = 1; number <= 3; number++)
        {
            Assert.True(await call.ResponseStream.MoveNext(default));
        }

        var failure = await FailureOf(call.ResponseStream);
        Assert.Equal((StatusCode.FailedPrecondition, "enough"), (failure.StatusCode, failure.Status.Detail));
        Assert.Equal(failure.Status.Detail, call.GetStatus().Detail);
        Assert.Equal("asked", call.GetTrailers().GetValue("x-reason"));
    }

    [Fact]
    public async Task An_unexpected_exception_is_logged_and_its_text_kept_from_the_caller()
    {
        Host.Errors.Expect("Error when executing service method '/costintel.interop.Interop/Unary'");

        var failure = await FailureOf(Client.UnaryAsync(new Order { FailCode = -1, FailMessage = "secret" }));

        Assert.Equal(
            (StatusCode.Unknown, "Exception was thrown by handler."), (failure.StatusCode, failure.Status.Detail));
    }

    [Fact]
    public async Task A_writer_hears_the_status_with_which_the_server_ended_its_stream()
    {
        using var call = Client.Collect(deadline: DateTime.UtcNow.AddSeconds(20));

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

    [Fact]
    public async Task A_request_over_the_limit_is_refused_by_the_server()
    {
        var order = new Order { Payload = ByteString.CopyFrom(new byte[5_000_000]) };

        var failure = await FailureOf(Client.UnaryAsync(order));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
        Assert.Contains("4194304", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_over_the_limit_is_refused_by_the_client()
    {
        var failure = await FailureOf(Client.UnaryAsync(new Order { ReplyBytes = 5_000_000 }));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Fact]
    public async Task A_request_over_the_limit_of_the_channel_is_not_sent()
    {
        using var channel = GrpcChannel.ForAddress(
            Host.Address, new GrpcChannelOptions { MaxSendMessageSize = 1000 });
        var client = new Interop.Interop.InteropClient(channel);

        var failure = await FailureOf(
            client.UnaryAsync(new Order { Payload = ByteString.CopyFrom(new byte[1001]) }));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Theory]
    [InlineData("costintel.interop.Interop", "Nothing")]
    [InlineData("no.such.Service", "Nothing")]
    public async Task A_method_that_nobody_serves_is_unimplemented(string service, string method)
    {
        var marshaller = Marshallers.StringMarshaller;
        var unknown = new Method<string, string>(MethodType.Unary, service, method, marshaller, marshaller);

        var failure = await FailureOf(Channel.CreateCallInvoker().AsyncUnaryCall(unknown, null, default, ""));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
        Assert.Contains($"/{service}/{method}", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        await Host.StopAsync();

        var failure = await FailureOf(Client.UnaryAsync(new Order()));

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
    }

    [Fact]
    public void The_status_of_a_call_under_way_cannot_be_asked()
    {
        using var call = Client.Chat();

        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
    }
}
