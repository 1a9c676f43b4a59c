using System.IO.Compression;
using CostIntel.Interop;
using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace CostIntel.Embedded.Grpc.Tests;

/// <summary>gzip, both ways.</summary>
public sealed class CompressionTests : GrpcTest
{
    [Fact]
    public async Task Compressed_requests_and_responses_are_read()
    {
        var headers = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        var payload = ByteString.CopyFrom(new byte[100_000]);
        var order = new Order { Text = "small", Payload = payload, ReplyBytes = 100_000 };

        var reply = await Client.UnaryAsync(order, headers);

        Assert.Equal(("small", 100_000, 100_000), (reply.Text, reply.TotalBytes, reply.Payload.Length));
    }

    [Fact]
    public async Task Compressed_streams_are_read()
    {
        var headers = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        using var call = Client.Chat(headers);
        foreach (var flags in new[] { WriteFlags.None, WriteFlags.NoCompress, WriteFlags.None })
        {
            call.RequestStream.WriteOptions = new WriteOptions(flags);
            await call.RequestStream.WriteAsync(new Order { Text = $"{flags}" });
            Assert.True(await call.ResponseStream.MoveNext(default));
            Assert.Equal($"{flags}", call.ResponseStream.Current.Text);
        }
    }

    [Fact]
    public async Task A_caller_that_does_not_accept_gzip_gets_none()
    {
        using var http = new RawClient(Host.Address);
        var frame = RawClient.Frame(new Order { ReplyBytes = 1000 }.ToByteArray());

        var plain = await http.PostAsync("/costintel.interop.Interop/Unary", frame);
        var packed = await http.PostAsync(
            "/costintel.interop.Interop/Unary", frame, ("grpc-accept-encoding", "identity,deflate,gzip"));

        Assert.Equal((0, 1), (plain.Body[0], packed.Body[0]));
        Assert.InRange(packed.Body.Length, 6, 200);
    }

    [Fact]
    public async Task A_bomb_is_stopped_at_the_size_limit()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(new byte[50_000_000]);
        }

        using var http = new RawClient(Host.Address);

        var response = await http.PostAsync(
            "/costintel.interop.Interop/Unary", RawClient.Frame(packed.ToArray(), flag: 1), ("grpc-encoding", "gzip"));

        Assert.Equal("8", response.Status);
    }

    [Fact]
    public async Task What_is_no_gzip_is_refused()
    {
        using var http = new RawClient(Host.Address);

        var response = await http.PostAsync(
            "/costintel.interop.Interop/Unary", RawClient.Frame([1, 2, 3], flag: 1), ("grpc-encoding", "gzip"));

        Assert.Equal("13", response.Status);
    }

    protected override void Configure(GrpcServiceOptions options) => options.ResponseCompressionAlgorithm = "gzip";
}
