using System.Net;
using CostIntel.Interop;
using Google.Protobuf;

namespace CostIntel.Embedded.Grpc.Tests;

/// <summary>Requests that no decent client sends. Each ends by a status, and the server goes on serving.</summary>
public sealed class BrokenRequestTests : GrpcTest
{
    private const string Unary = "/costintel.interop.Interop/Unary";
    private const string Collect = "/costintel.interop.Interop/Collect";
    private const string Internal = "13";
    private const string Unimplemented = "12";

    private static readonly byte[] Order = RawClient.Frame(new Order { Text = "hello" }.ToByteArray());

    public static TheoryData<string, string, byte[], string> Bodies => new()
    {
        { "half a header", Unary, [0, 0], Internal },
        { "half a message", Unary, [0, 0, 0, 0, 9, 1, 2], Internal },
        { "a flag that does not exist", Unary, RawClient.Frame([], flag: 7), Internal },
        { "compressed without an encoding", Unary, RawClient.Frame([1, 2, 3], flag: 1), Internal },
        { "no protobuf", Unary, RawClient.Frame([255, 255, 255]), Internal },
        { "no message", Unary, [], Unimplemented },
        { "a second message", Unary, [.. Order, .. Order], Unimplemented },
        { "half a message after a whole one", Collect, [.. Order, 0, 0, 0], Internal },
        { "more than memory holds", Collect, [0, 255, 255, 255, 255], "8" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_broken_body_ends_its_call_only(string what, string path, byte[] body, string status)
    {
        using var http = new RawClient(Host.Address);

        var response = await http.PostAsync(path, body);

        Assert.True(response.Status == status, $"{what}: {response.Status} {response.Message}");
        Assert.Equal("still here", (await Client.UnaryAsync(new Order { Text = "still here" })).Text);
    }

    [Fact]
    public async Task A_whole_body_is_answered()
    {
        using var http = new RawClient(Host.Address);

        var response = await http.PostAsync(Unary, Order);

        Assert.Equal("0", response.Status);
        Assert.Equal("hello", Reply.Parser.ParseFrom(response.Body.AsSpan(5)).Text);
    }

    [Fact]
    public async Task Another_content_type_is_not_supported()
    {
        using var http = new RawClient(Host.Address);

        var response = await http.PostAsync(Unary, "application/json", Order);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.Http);
    }

    [Fact]
    public async Task Http_1_is_told_to_upgrade()
    {
        using var http = new RawClient(Host.WebAddress, http2: false);

        var response = await http.PostAsync(Unary, Order);

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.Http);
    }

    [Fact]
    public async Task An_encoding_that_is_not_known_is_refused_with_those_that_are()
    {
        using var http = new RawClient(Host.Address);

        var response = await http.PostAsync(Unary, Order, ("grpc-encoding", "snappy"));

        Assert.Equal((Unimplemented, "identity,gzip"), (response.Status, response.AcceptEncoding));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("5")]
    [InlineData("123456789S")]
    public async Task A_timeout_that_is_none_is_refused(string timeout)
    {
        using var http = new RawClient(Host.Address);

        var response = await http.PostAsync(Unary, Order, ("grpc-timeout", timeout));

        Assert.Equal(Internal, response.Status);
    }
}
