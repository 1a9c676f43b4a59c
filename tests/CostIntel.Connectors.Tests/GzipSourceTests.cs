using System.Text;
using CostIntel.Connectors.Sources;

namespace CostIntel.Connectors.Tests;

public sealed class GzipSourceTests
{
    private static readonly byte[] Plain =
        Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 6000).Select(i => $"row {i},{i * 7919}")));

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(8192)]
    [InlineData(1000)]
    [InlineData(1)]
    public async Task Members_are_read_one_after_the_other_however_the_bytes_arrive(int piece)
    {
        byte[] compressed = [.. Statement.Gzip(Plain), .. Statement.Gzip([]), .. Statement.Gzip(Plain)];
        var (read, failure) = await ReadAsync(compressed, piece);
        Assert.Null(failure);
        Assert.Equal([.. Plain, .. Plain], read);
    }

    [Fact]
    public async Task A_file_cut_anywhere_gives_what_came_before_and_says_so()
    {
        var compressed = Statement.Gzip(Plain);
        var cuts = Enumerable.Range(3, 40).Concat(Enumerable.Range(1, 40).Select(left => compressed.Length - left))
            .Concat(Enumerable.Range(1, 200).Select(i => i * compressed.Length / 201));
        foreach (var cut in cuts)
        {
            var (read, failure) = await ReadAsync(compressed[..cut], int.MaxValue);
            Assert.True(failure is InvalidDataException, $"Cut after {cut} bytes: {failure?.Message}");
            Assert.True(Plain.AsSpan().StartsWith(read), $"Cut after {cut} bytes: other bytes than were written.");
        }
    }

    [Fact]
    public async Task A_second_member_cut_anywhere_is_noticed()
    {
        var first = Statement.Gzip(Plain);
        var second = Statement.Gzip("the second member"u8.ToArray());
        for (var cut = 1; cut < second.Length; cut++)
        {
            var (read, failure) = await ReadAsync([.. first, .. second[..cut]], int.MaxValue);
            Assert.IsType<InvalidDataException>(failure);
            Assert.True(read.AsSpan().StartsWith(Plain));
        }
    }

    [Fact]
    public async Task Damage_in_the_middle_is_noticed()
    {
        var compressed = Statement.Gzip(Plain);
        compressed[compressed.Length / 2] ^= 0x55;
        Assert.IsType<InvalidDataException>((await ReadAsync(compressed, int.MaxValue)).Failure);
    }

    [Fact]
    public async Task Other_bytes_behind_the_gzip_data_are_noticed()
    {
        var (read, failure) = await ReadAsync([.. Statement.Gzip(Plain), 1, 2, 3, 4], int.MaxValue);
        Assert.Contains("not gzip", Assert.IsType<InvalidDataException>(failure).Message, StringComparison.Ordinal);
        Assert.Equal(Plain, read);
    }

    private static async Task<(byte[] Read, Exception? Failure)> ReadAsync(byte[] compressed, int piece)
    {
        using var read = new MemoryStream();
        await using var source = new GzipSource(new PiecewiseStream(compressed, piece));
        var buffer = new byte[3000];
        try
        {
            while (await source.ReadAsync(buffer) is var count and > 0)
            {
                read.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException failure)
        {
            return (read.ToArray(), failure);
        }

        return (read.ToArray(), null);
    }
}
