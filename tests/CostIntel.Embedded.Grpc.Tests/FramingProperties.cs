using System.Buffers;
using System.IO.Pipelines;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using Grpc.Framing;

namespace CostIntel.Embedded.Grpc.Tests;

/// <summary>What is written in any pieces is read as it was.</summary>
public sealed class FramingProperties
{
    private static readonly Marshaller<byte[]> Arrays = Marshallers.Create(bytes => bytes, bytes => bytes);

    private static readonly Marshaller<byte[]> Buffers = Marshallers.Create(
        (message, context) =>
        {
            context.SetPayloadLength(message.Length);
            context.GetBufferWriter().Write(message);
            context.Complete();
        },
        context => context.PayloadAsReadOnlySequence().ToArray());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Messages_survive_however_the_bytes_are_cut(bool gzip) =>
        Prop.ForAll<byte[][], byte[]>((messages, cuts) => Assert.Equal(messages, RoundTrip(messages, cuts, gzip)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_stream_cut_anywhere_inside_a_message_is_broken() =>
        Prop.ForAll<byte[], PositiveInt>((message, cut) =>
        {
            var bytes = Write([message], gzip: false);
            var kept = bytes.AsSpan(0, Math.Min(cut.Get, bytes.Length - 1)).ToArray();
            var failure = Assert.Throws<RpcException>(() => Read(kept, [], gzip: false));
            Assert.Equal(StatusCode.Internal, failure.StatusCode);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_read_or_refused_by_a_status() =>
        Prop.ForAll<byte[], byte[]>((bytes, cuts) =>
        {
            try
            {
                Read(bytes, cuts, gzip: true);
            }
            catch (RpcException refused)
            {
                Assert.Contains(refused.StatusCode, new[] { StatusCode.Internal, StatusCode.ResourceExhausted });
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_serializer_that_fails_leaves_nothing_behind()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new FrameWriter(output, lengthMax: null);
        var failing = Marshallers.Create<byte[]>(
            (message, context) =>
            {
                context.SetPayloadLength(message.Length + 1);
                context.GetBufferWriter().Write(message);
                context.Complete();
            },
            _ => []);

        Assert.Throws<InvalidOperationException>(() => writer.Write(failing, [1, 2, 3], gzip: false));
        Assert.Equal(0, output.WrittenCount);
        Assert.Equal(8, writer.Write(Arrays, [1, 2, 3], gzip: false));
    }

    [Fact]
    public void A_status_message_survives_its_coding() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            // A lone half of a surrogate pair is no text that UTF-8 could carry.
            var valid = string.Concat(text.Get.EnumerateRunes());
            var coded = PercentCoding.Encode(valid);
            Assert.Equal(valid, PercentCoding.Decode(coded));
            Assert.DoesNotContain(coded, character => character is < ' ' or > '~');
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("100%", "100%")]
    [InlineData("%zz%4", "%zz%4")]
    [InlineData("%C3%BC", "ü")]
    public void A_status_message_of_a_sloppy_peer_is_read(string coded, string text) =>
        Assert.Equal(text, PercentCoding.Decode(coded));

    [Fact]
    public void A_timeout_survives_its_coding_and_is_never_cut_short() =>
        Prop.ForAll<PositiveInt, PositiveInt>((coarse, fine) =>
        {
            var ticks = (coarse.Get * (1L << (fine.Get % 50))) + fine.Get;
            var timeout = TimeSpan.FromTicks(ticks);
            var coded = TimeoutCoding.Encode(timeout);
            Assert.InRange(coded.Length, 2, 9);
            Assert.True(TimeoutCoding.TryDecode(coded, out var decoded));
            Assert.InRange(decoded.Ticks, ticks, ticks + (ticks / 1000) + TimeSpan.TicksPerMicrosecond);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1H", 3600)]
    [InlineData("2M", 120)]
    [InlineData("3S", 3)]
    [InlineData("4000m", 4)]
    [InlineData("5000000u", 5)]
    [InlineData("00000006S", 6)]
    public void Each_unit_is_known(string coded, int seconds)
    {
        Assert.True(TimeoutCoding.TryDecode(coded, out var timeout));
        Assert.Equal(TimeSpan.FromSeconds(seconds), timeout);
    }

    private static List<byte[]> RoundTrip(byte[][] messages, byte[] cuts, bool gzip) =>
        Read(Write(messages, gzip), cuts, gzip);

    private static byte[] Write(byte[][] messages, bool gzip)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new FrameWriter(output, lengthMax: null);
        for (var index = 0; index < messages.Length; index++)
        {
            writer.Write(index % 2 == 0 ? Arrays : Buffers, messages[index], gzip && index % 3 != 0);
        }

        return output.WrittenSpan.ToArray();
    }

    private static List<byte[]> Read(byte[] bytes, byte[] cuts, bool gzip)
    {
        var pipe = new Pipe(new PipeOptions(
            readerScheduler: PipeScheduler.Inline, minimumSegmentSize: 16, useSynchronizationContext: false));
        var reading = ReadAsync(pipe.Reader, gzip);
        WriteAsync(pipe.Writer, bytes, cuts).GetAwaiter().GetResult();
        return reading.GetAwaiter().GetResult();
    }

    private static async Task WriteAsync(PipeWriter pipe, byte[] bytes, byte[] cuts)
    {
        var offset = 0;
        foreach (var cut in cuts)
        {
            var length = Math.Min(cut % 16, bytes.Length - offset);
            await pipe.WriteAsync(bytes.AsMemory(offset, length));
            offset += length;
        }

        await pipe.WriteAsync(bytes.AsMemory(offset));
        await pipe.CompleteAsync();
    }

    private static async Task<List<byte[]>> ReadAsync(PipeReader pipe, bool gzip)
    {
        using var reader = new FrameReader(pipe, lengthMax: 1_000_000, gzip);
        var messages = new List<byte[]>();
        while (await reader.MoveNextAsync(default))
        {
            messages.Add(reader.Deserialize(messages.Count % 2 == 0 ? Buffers : Arrays));
        }

        return messages;
    }
}
