using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CostIntel.Interop;

/// <summary>Our server as grpc-js and plain HTTP/2 see it.</summary>
public sealed class ForeignClientTests : IAsyncLifetime
{
    private InteropHost _host = null!;

    public async Task InitializeAsync() => _host = await InteropHost.StartAsync(
        options => options.ResponseCompressionAlgorithm = "gzip",
        (builder, maps) =>
        {
            builder.Services.AddGrpcReflection();
            builder.Services.AddGrpcHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy());
            maps.Add(app =>
            {
                app.MapGrpcHealthChecksService();
                app.MapGrpcReflectionService();
            });
        });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [SkippableFact]
    public async Task A_unary_call_is_answered()
    {
        var result = await PlayAsync("unary");

        AssertJson("""{"text":"hello","count":1,"payload":1000,"total_bytes":10}""", result.GetProperty("reply"));
    }

    [SkippableFact]
    public async Task A_client_stream_is_counted()
    {
        var result = await PlayAsync("client_stream");

        AssertJson("""{"text":"last","count":1000,"payload":0,"total_bytes":100000}""", result.GetProperty("reply"));
    }

    [SkippableFact]
    public async Task A_server_stream_arrives_in_order() =>
        AssertJson("""{"code":0,"count":1000,"inOrder":true}""", await PlayAsync("server_stream"));

    [SkippableFact]
    public async Task A_chat_answers_each_message_before_the_next_is_sent()
    {
        var result = await PlayAsync("duplex");

        Assert.Equal(0, Code(result));
        Assert.Equal(
            Enumerable.Range(0, 50).Select(number => $"{number}"),
            result.GetProperty("texts").EnumerateArray().Select(text => text.GetString()));
    }

    [SkippableFact]
    public async Task A_refusal_carries_its_code_its_message_and_its_trailers()
    {
        var result = await PlayAsync("refusal");

        Assert.Equal((5, "nicht gefunden: 100 % Größe\nzweite Zeile"), (Code(result), Message(result)));
        Assert.Equal("asked", result.GetProperty("trailers").GetProperty("x-reason").GetString());
        Assert.Equal("080500ff", result.GetProperty("trailers").GetProperty("grpc-status-details-bin").GetString());
    }

    [SkippableFact]
    public async Task A_refusal_after_messages_comes_after_them()
    {
        var result = await PlayAsync("refusal_after_messages");

        Assert.Equal(("first", 9, "enough"), (result.GetProperty("first").GetString(), Code(result), Message(result)));
        Assert.Equal("asked", result.GetProperty("trailers").GetProperty("x-reason").GetString());
    }

    [SkippableFact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        var result = await PlayAsync("deadline");

        Assert.Equal(4, Code(result));
        await _host.Sightings.Of("late cancelled");
    }

    [SkippableFact]
    public async Task Cancelling_in_mid_stream_reaches_the_handler()
    {
        var result = await PlayAsync("cancel");

        Assert.Equal(1, Code(result));
        await _host.Sightings.Of("tail cancelled");
    }

    [SkippableFact]
    public async Task A_message_over_the_limit_is_refused() => Assert.Equal(8, Code(await PlayAsync("too_large")));

    [SkippableFact]
    public async Task A_message_near_the_limit_passes_both_ways()
    {
        var result = await PlayAsync("large_message");

        AssertJson("""{"text":"","count":1,"payload":4000000,"total_bytes":4000000}""", result.GetProperty("reply"));
    }

    [SkippableFact]
    public async Task A_method_that_nobody_serves_is_unimplemented() =>
        Assert.Equal(12, Code(await PlayAsync("unknown_method")));

    [SkippableFact]
    public async Task Compressed_messages_pass_both_ways()
    {
        var result = await PlayAsync("gzip");

        AssertJson(
            """{"text":"packed","count":1,"payload":100000,"total_bytes":100000}""", result.GetProperty("reply"));
    }

    [SkippableFact]
    public async Task Text_and_bytes_come_back_in_headers_and_trailers()
    {
        var result = await PlayAsync("metadata");

        foreach (var part in new[] { "headers", "trailers" })
        {
            Assert.Equal("text", result.GetProperty(part).GetProperty("x-echo").GetString());
            Assert.Equal("0001feff", result.GetProperty(part).GetProperty("x-echo-bin").GetString());
        }
    }

    [SkippableTheory]
    [InlineData("health")]
    [InlineData("health_watch")]
    public async Task The_health_of_the_server_is_told(string scenario) =>
        Assert.Equal("SERVING", (await PlayAsync(scenario)).GetProperty("status").GetString());

    [SkippableFact]
    public async Task The_services_are_told_by_both_versions_of_reflection()
    {
        var result = await PlayAsync("reflection");

        foreach (var answer in result.EnumerateArray())
        {
            var services = answer.GetProperty("services").EnumerateArray().Select(name => name.GetString());
            Assert.Contains("costintel.interop.Interop", services);
            Assert.Equal((0, 1, 5), (Code(answer), Int(answer, "files"), Int(answer, "missing")));
        }
    }

    [SkippableFact]
    public async Task A_broken_frame_ends_its_call_and_the_server_goes_on()
    {
        _host.Errors.Expect("Error when executing service method");
        var result = await PlayAsync("broken_frame");

        string[] broken = ["truncated", "badFlag", "garbage", "huge"];
        var statuses = broken.Select(what => result.GetProperty(what).GetProperty("status").GetString());
        string[] unknownExhaustedOrInternal = ["2", "8", "13"];
        Assert.All(statuses, status => Assert.Contains(status, unknownExhaustedOrInternal));

        Assert.Equal("still here", result.GetProperty("after").GetProperty("reply").GetProperty("text").GetString());
    }

    [SkippableFact]
    public async Task Many_streams_at_once_stay_apart() =>
        AssertJson("""{"complete":300,"apart":true}""", await PlayAsync("parallel"));

    [SkippableFact]
    public async Task A_client_stream_of_40_MB_is_counted()
    {
        var result = await PlayAsync("large_client_stream");

        Assert.Equal(40_000_000, result.GetProperty("reply").GetProperty("total_bytes").GetInt64());
    }

    [SkippableFact]
    public async Task A_reader_that_pauses_gets_everything_in_the_end()
    {
        await using var node = await Node.StartAsync("client.mjs", "slow_reader", new Uri(_host.Address).Authority);
        await node.SaidAsync("paused");

        // Another call is served while the paused one holds its window shut.
        Assert.Equal(0, Code(await PlayAsync("unary")));
        await node.TellAsync("go on");

        AssertJson("""{"code":0,"count":300}""", await node.ResultAsync());
    }

    private static int Code(JsonElement result) => Int(result, "code");

    private static int Int(JsonElement result, string name) => result.GetProperty(name).GetInt32();

    private static string? Message(JsonElement result) => result.GetProperty("message").GetString();

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.Equal(expected, JsonSerializer.Serialize(actual));

    private Task<JsonElement> PlayAsync(string scenario) => Node.PlayAsync(scenario, _host.Address);
}
