using CostIntel.Interop;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CostIntel.Embedded.Grpc.Tests;

/// <summary>Services bound by hand, with marshallers of their own.</summary>
public sealed class RawServiceTests : GrpcTest
{
    [Fact]
    public async Task A_marshaller_of_the_service_reads_the_bytes_where_they_lie()
    {
        var method = new Method<Order, Reply>(
            MethodType.ClientStreaming,
            RawService.Name,
            nameof(RawService.Count),
            Marshallers.Create(order => order.ToByteArray(), Order.Parser.ParseFrom),
            Marshallers.Create(reply => reply.ToByteArray(), Reply.Parser.ParseFrom));
        using var call = Channel.CreateCallInvoker().AsyncClientStreamingCall(method, null, default);
        var order = new Order { Payload = ByteString.CopyFrom(new byte[50_000]) };
        for (var number = 0; number < 200; number++)
        {
            call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
            await call.RequestStream.WriteAsync(order);
        }

        await call.RequestStream.CompleteAsync();
        var reply = await call;

        Assert.Equal((200, 200L * order.CalculateSize()), (reply.Count, reply.TotalBytes));
    }

    [Fact]
    public async Task Options_of_one_service_are_its_own()
    {
        var large = new Order { Payload = ByteString.CopyFrom(new byte[4_500_000]) };
        var method = new Method<Order, Reply>(
            MethodType.Unary,
            RawService.Name,
            nameof(RawService.Measure),
            Marshallers.Create(order => order.ToByteArray(), Order.Parser.ParseFrom),
            Marshallers.Create(reply => reply.ToByteArray(), Reply.Parser.ParseFrom));

        var reply = await Channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, large);

        Assert.Equal(large.CalculateSize(), reply.TotalBytes);
        Assert.Equal(StatusCode.ResourceExhausted, (await FailureOf(Client.UnaryAsync(large))).StatusCode);
    }

    protected override void Add(WebApplicationBuilder builder, List<Action<WebApplication>> maps)
    {
        builder.Services.AddGrpc().AddServiceOptions<RawService>(options => options.MaxReceiveMessageSize = 5_000_000);
        maps.Add(app => app.MapGrpcService<RawService>());
    }
}

/// <summary>What a raw marshaller takes from a message without keeping its bytes.</summary>
public sealed record Weight(long Bytes);

/// <summary>Weighs messages.</summary>
[BindServiceMethod(typeof(RawService), nameof(Bind))]
public sealed class RawService
{
    public const string Name = "test.Raw";

    private static readonly Marshaller<Weight> Weights = Marshallers.Create<Weight>(
        (_, _) => throw new NotSupportedException(),
        context =>
        {
            var sum = 0L;
            foreach (var memory in context.PayloadAsReadOnlySequence())
            {
                sum += memory.Length;
            }

            Assert.Equal(context.PayloadLength, sum);
            return new Weight(sum);
        });

    private static readonly Marshaller<Reply> Replies =
        Marshallers.Create(reply => reply.ToByteArray(), Reply.Parser.ParseFrom);

    public static void Bind(ServiceBinderBase binder, RawService? service)
    {
        binder.AddMethod(
            new Method<Weight, Reply>(MethodType.ClientStreaming, Name, nameof(Count), Weights, Replies),
            service is null ? null : new ClientStreamingServerMethod<Weight, Reply>(service.Count));
        binder.AddMethod(
            new Method<Weight, Reply>(MethodType.Unary, Name, nameof(Measure), Weights, Replies),
            service is null ? null : new UnaryServerMethod<Weight, Reply>(service.Measure));
    }

#pragma warning disable CA1822 // found by name on the instance
    public async Task<Reply> Count(IAsyncStreamReader<Weight> requests, ServerCallContext context)
    {
        var reply = new Reply();
        await foreach (var weight in requests.ReadAllAsync(context.CancellationToken))
        {
            reply.Count++;
            reply.TotalBytes += weight.Bytes;
        }

        return reply;
    }

    public Task<Reply> Measure(Weight request, ServerCallContext context) =>
        Task.FromResult(new Reply { TotalBytes = request.Bytes });
#pragma warning restore CA1822
}
