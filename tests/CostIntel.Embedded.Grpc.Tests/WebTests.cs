using System.Buffers.Binary;
using System.Net;
using System.Text;
using CostIntel.Interop;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;

namespace CostIntel.Embedded.Grpc.Tests;

/// <summary>gRPC-Web as a browser speaks it, over HTTP/1.1.</summary>
public sealed class WebTests : GrpcTest
{
    private const string Unary = "/costintel.interop.Interop/Unary";
    private const string Expand = "/costintel.interop.Interop/Expand";

    private RawClient Http => new(Host.WebAddress, http2: false);

    [Theory]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpc-web+proto")]
    [InlineData("application/grpc-web-text")]
    [InlineData("application/grpc-web-text+proto")]
    public async Task A_unary_call_is_answered_with_its_trailers_in_the_body(string type)
    {
        var (messages, trailers) = await CallAsync(Unary, type, new Order { Text = "hello" });

        Assert.Equal("hello", Assert.Single(messages).Text);
        Assert.Equal("grpc-status: 0\r\n", trailers);
    }

    [Theory]
    [InlineData("application/grpc-web+proto")]
    [InlineData("application/grpc-web-text")]
    public async Task A_server_stream_arrives_and_ends_by_its_status(string type)
    {
        var (messages, trailers) = await CallAsync(
            Expand, type, new Order { Count = 5, ReplyBytes = 1000, FailCode = 9, FailMessage = "enough" });

        Assert.Equal([1, 2, 3, 4, 5], messages.Select(message => message.Count));
        Assert.StartsWith(
            "grpc-status: 9\r\ngrpc-message: enough\r\nx-reason: asked\r\n", trailers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_without_messages_comes_in_the_body_too()
    {
        var (messages, trailers) = await CallAsync(
            Unary, "application/grpc-web", new Order { FailCode = 7, FailMessage = "no" });

        Assert.Empty(messages);
        Assert.StartsWith("grpc-status: 7\r\ngrpc-message: no\r\n", trailers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_may_come_in_several_encodings_in_a_row()
    {
        var frame = RawClient.Frame(new Order { Text = "hello" }.ToByteArray());
        var text = string.Concat(frame.Chunk(4).Select(Convert.ToBase64String));
        using var http = Http;

        var response = await http.PostAsync(Unary, "application/grpc-web-text", Encoding.ASCII.GetBytes(text));

        Assert.Equal("hello", Split(Decode(response.Body)).Messages.Single().Text);
    }

    [Theory]
    [InlineData("AAA*")]
    [InlineData("AAAAA")]
    public async Task Text_that_is_no_base64_is_refused(string text)
    {
        using var http = Http;

        var response = await http.PostAsync(Unary, "application/grpc-web-text", Encoding.ASCII.GetBytes(text));

        Assert.StartsWith("grpc-status: 13\r\n", Split(Decode(response.Body)).Trailers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_grpc_passes_by_untouched() =>
        Assert.Equal("hello", (await Client.UnaryAsync(new Order { Text = "hello" })).Text);

    [Fact]
    public async Task A_service_that_does_not_enable_it_does_not_support_the_type()
    {
        await using var other = await InteropHost.StartAsync(null, (_, maps) => maps.Add(app => app.UseGrpcWeb()));
        using var http = new RawClient(other.WebAddress, http2: false);

        var response = await http.PostAsync(Unary, "application/grpc-web", RawClient.Frame([]));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.Http);
    }

    protected override void Add(WebApplicationBuilder builder, List<Action<WebApplication>> maps) =>
        maps.Add(app => app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true }));

    private static byte[] Decode(byte[] text)
    {
        // Each flush is padded by itself; groups of four can be decoded one by one.
        var groups = Encoding.ASCII.GetString(text).Chunk(4).Select(group => Convert.FromBase64CharArray(group, 0, 4));
        return [.. groups.SelectMany(group => group)];
    }

    private static (List<Reply> Messages, string Trailers) Split(byte[] body)
    {
        var messages = new List<Reply>();
        for (var offset = 0; ;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(offset + 1));
            var payload = body.AsSpan(offset + 5, length);
            if (body[offset] == 0x80)
            {
                Assert.Equal(body.Length, offset + 5 + length);
                return (messages, Encoding.ASCII.GetString(payload));
            }

            messages.Add(Reply.Parser.ParseFrom(payload));
            offset += 5 + length;
        }
    }

    private async Task<(List<Reply> Messages, string Trailers)> CallAsync(string path, string type, Order order)
    {
        var isText = type.Contains("text", StringComparison.Ordinal);
        var frame = RawClient.Frame(order.ToByteArray());
        using var http = Http;
        var body = isText ? Encoding.ASCII.GetBytes(Convert.ToBase64String(frame)) : frame;
        var response = await http.PostAsync(path, type, body);
        Assert.Equal(HttpStatusCode.OK, response.Http);
        Assert.Equal(type, response.ContentType);
        return Split(isText ? Decode(response.Body) : response.Body);
    }
}
