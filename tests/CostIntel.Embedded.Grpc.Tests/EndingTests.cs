using System.Diagnostics;
using CostIntel.Interop;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CostIntel.Embedded.Grpc.Tests;

/// <summary>Deadlines, cancellation and shutdown.</summary>
public sealed class EndingTests : GrpcTest
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task DisposeAsync()
    {
        _release.TrySetResult();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task A_call_ends_at_its_deadline_on_both_sides()
    {
        // The connection is there before the clock runs, so that the handler is reached in time.
        await Client.UnaryAsync(new Order());
        var deadline = DateTime.UtcNow.AddSeconds(1);

        var failure = await FailureOf(Client.UnaryAsync(new Order { Text = "late", Hang = true }, deadline: deadline));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        await Host.Sightings.Of("late cancelled");
    }

    [Fact]
    public async Task The_server_answers_at_the_deadline_even_if_the_handler_ignores_its_token()
    {
        // The client gives the header by hand, so that only the server keeps the time.
        using var http = new RawClient(Host.Address);
        var watch = Stopwatch.StartNew();

        var response = await http.PostAsync("/test.Stubborn/Wait", RawClient.Frame([]), ("grpc-timeout", "200m"));

        Assert.Equal("4", response.Status);
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_handler_that_writes_to_a_peer_that_reads_nothing_is_released_at_the_deadline()
    {
        var order = new Order { Text = "flood", Count = 1_000_000, ReplyBytes = 10_000 };
        using var http = new RawClient(Host.Address);

        using var response = await http.OpenAsync(
            "/costintel.interop.Interop/Expand", RawClient.Frame(order.ToByteArray()), ("grpc-timeout", "200m"));

        await Host.Sightings.Of("flood left");
    }

    [Fact]
    public async Task A_deadline_that_has_passed_ends_the_call_at_once()
    {
        var failure = await FailureOf(Client.UnaryAsync(new Order(), deadline: DateTime.UtcNow.AddMinutes(-1)));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
    }

    [Fact]
    public void A_deadline_in_local_time_is_refused() => Assert.Throws<ArgumentException>(
        () => Client.UnaryAsync(new Order(), deadline: DateTime.Now.AddMinutes(1)));

    [Fact]
    public async Task Cancelling_the_token_in_mid_stream_reaches_the_handler()
    {
        using var source = new CancellationTokenSource();
        using var call = Client.Expand(
            new Order { Text = "tail", Count = 3, Hang = true }, cancellationToken: source.Token);
        Assert.True(await call.ResponseStream.MoveNext(default));

        await source.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await FailureOf(call.ResponseStream)).StatusCode);
        await Host.Sightings.Of("tail cancelled");
    }

    [Fact]
    public async Task Disposing_a_call_in_mid_stream_reaches_the_handler()
    {
        var call = Client.Expand(new Order { Text = "tail", Count = 3, Hang = true });
        Assert.True(await call.ResponseStream.MoveNext(default));

        call.Dispose();

        await Host.Sightings.Of("tail cancelled");
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Cancelling_a_read_ends_the_call()
    {
        using var call = Client.Expand(new Order { Text = "tail", Hang = true });
        using var source = new CancellationTokenSource();
        var read = call.ResponseStream.MoveNext(source.Token);
        await Host.Sightings.Of("tail hangs");

        await source.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => read)).StatusCode);
        await Host.Sightings.Of("tail cancelled");
    }

    [Fact]
    public async Task Disposing_the_channel_cancels_its_calls()
    {
        var channel = GrpcChannel.ForAddress(Host.Address);
        var call = new Interop.Interop.InteropClient(channel).UnaryAsync(new Order { Text = "open", Hang = true });
        await Host.Sightings.Of("open hangs");

        channel.Dispose();

        Assert.Equal(StatusCode.Cancelled, (await FailureOf(call)).StatusCode);
        await Host.Sightings.Of("open cancelled");
    }

    [Fact]
    public async Task Open_streams_hear_unavailable_when_the_server_stops()
    {
        using var tail = Client.Expand(new Order { Text = "tail", Count = 1, Hang = true });
        using var chat = Client.Chat();
        await chat.RequestStream.WriteAsync(new Order { Text = "chat" });
        Assert.True(await tail.ResponseStream.MoveNext(default));
        Assert.True(await chat.ResponseStream.MoveNext(default));
        var watch = Stopwatch.StartNew();

        await Host.StopAsync();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(StatusCode.Unavailable, (await FailureOf(tail.ResponseStream)).StatusCode);
        Assert.Equal(StatusCode.Unavailable, (await FailureOf(chat.ResponseStream)).StatusCode);
        await Host.Sightings.Of("tail cancelled");
    }

    protected override void Add(WebApplicationBuilder builder, List<Action<WebApplication>> maps)
    {
        builder.Services.AddSingleton(new Release(_release.Task));
        maps.Add(app => app.MapGrpcService<StubbornService>());
    }
}

/// <summary>When the stubborn handler may go.</summary>
public sealed record Release(Task Task);

/// <summary>A handler that does not look at its token.</summary>
[BindServiceMethod(typeof(StubbornService), nameof(Bind))]
public sealed class StubbornService(Release release)
{
    public static void Bind(ServiceBinderBase binder, StubbornService? service) => binder.AddMethod(
        new Method<string, string>(
            MethodType.Unary,
            "test.Stubborn",
            "Wait",
            Marshallers.StringMarshaller,
            Marshallers.StringMarshaller),
        service is null ? null : new UnaryServerMethod<string, string>(service.Wait));

    public async Task<string> Wait(string request, ServerCallContext context)
    {
        await release.Task;
        return "too late";
    }
}
