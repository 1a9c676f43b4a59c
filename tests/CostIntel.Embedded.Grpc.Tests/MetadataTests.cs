using CostIntel.Interop;
using Grpc.Core;

namespace CostIntel.Embedded.Grpc.Tests;

public sealed class MetadataTests : GrpcTest
{
    [Fact]
    public async Task Text_and_bytes_come_back_in_headers_and_trailers()
    {
        var headers = new Metadata
        {
            { InteropService.Echo, "one, and a half" },
            { InteropService.EchoBytes, [0, 1, 254, 255] },
            { InteropService.EchoBytes, [] },
        };
        using var call = Client.UnaryAsync(new Order(), headers);

        var received = await call.ResponseHeadersAsync;
        await call;

        foreach (var echoed in new[] { received, call.GetTrailers() })
        {
            Assert.Equal("one, and a half", echoed.GetValue(InteropService.Echo));
            Assert.Equal(
                [[0, 1, 254, 255], []], echoed.GetAll(InteropService.EchoBytes).Select(entry => entry.ValueBytes));
        }
    }

    [Fact]
    public async Task Response_headers_come_before_the_first_message()
    {
        var headers = new Metadata { { InteropService.Echo, "early" } };
        using var call = Client.Expand(new Order { Hang = true }, headers);

        var received = await call.ResponseHeadersAsync.WaitAsync(Patience);

        Assert.Equal("early", received.GetValue(InteropService.Echo));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("ümlaut")]
    [InlineData("")]
    public void A_key_that_http_cannot_carry_is_refused(string key) =>
        Assert.ThrowsAny<ArgumentException>(() => new Metadata { { key, "value" } });

    [Fact]
    public void A_binary_key_holds_bytes_only()
    {
        Assert.Throws<ArgumentException>(() => new Metadata { { "some-bin", "text" } });
        Assert.Throws<ArgumentException>(() => new Metadata { { "some", [1] } });
    }

    [Fact]
    public void Keys_are_found_in_any_case() =>
        Assert.Equal("b", new Metadata { { "KEY", "a" }, { "Key", "b" } }.GetValue("kEY"));

    [Fact]
    public void The_empty_metadata_stays_empty() =>
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "b"));
}
