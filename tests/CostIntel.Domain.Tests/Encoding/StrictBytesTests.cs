using CostIntel.Domain.Charges;
using CostIntel.Domain.Encoding;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Tests.Encoding;

/// <summary>Bytes that no writer of ours writes are refused, not understood as something near.</summary>
public sealed class StrictBytesTests
{
    // Length, series, start and duration take a byte each in the records below.
    private const int FlagsAt = 4;

    [Theory]
    [InlineData(new byte[] { 2, 0xC3, 0x28 })]
    [InlineData(new byte[] { 1, 0xFF })]
    [InlineData(new byte[] { 3, 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 2, 0xC0, 0x80 })]
    public void A_text_that_is_not_utf8_is_refused_and_not_mended(byte[] bytes) =>
        Assert.Throws<InvalidDataException>(() => new SpanReader(bytes).ReadString());

    [Theory]
    [InlineData(0x02)]
    [InlineData(0x7F)]
    public void A_number_of_more_than_64_bits_is_refused(byte last) => Assert.Throws<InvalidDataException>(() =>
        new SpanReader([255, 255, 255, 255, 255, 255, 255, 255, 255, last]).ReadVarint());

    [Fact]
    public void The_largest_number_is_read() => Assert.Equal(
        ulong.MaxValue, new SpanReader([255, 255, 255, 255, 255, 255, 255, 255, 255, 1]).ReadVarint());

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Nothing_is_skipped_backwards(int count) => Assert.Throws<InvalidDataException>(() =>
    {
        var reader = new SpanReader([1, 2]);
        reader.ReadByte();
        reader.Skip(count);
    });

    [Theory]
    [InlineData(0x10)]
    [InlineData(0x80)]
    public void A_charge_with_flags_of_a_later_version_is_refused(byte flag)
    {
        var bytes = Written(new UsageRecord(1, 0, 1, Costs.Zero, 0, false));
        bytes[FlagsAt] |= flag;

        Assert.Throws<InvalidDataException>(() => Read(bytes));
    }

    [Fact]
    public void A_charge_that_ends_before_its_length_is_refused()
    {
        var bytes = Written(new UsageRecord(1, 0, 1, Costs.Zero, 0, false));
        bytes[0]++;

        Assert.Throws<InvalidDataException>(() => Read([.. bytes, 0]));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    public void A_charge_that_cannot_be_written_leaves_the_writer_as_it_was(int series, int duration)
    {
        var writer = new ByteWriter();
        writer.WriteByte(7);

        Assert.Throws<ArgumentOutOfRangeException>(() =>
            UsageRecordCodec.Write(writer, new UsageRecord(series, 0, duration, Costs.Zero, 0, false)));

        Assert.Equal([7], writer.ToArray());
    }

    [Fact]
    public void Writing_and_reading_charges_allocates_nothing()
    {
        var record = new UsageRecord(300, TestCharges.Start, 3_600, new Costs(0.0416m, 0.03m, 0.08m, 0.04m), 1.25m, true);
        var writer = new ByteWriter();
        RoundTrip(writer, record);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            RoundTrip(writer, record);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_series_with_bytes_behind_it_is_refused() =>
        Assert.Throws<InvalidDataException>(() => ChargeSeries.Decode([.. TestCharges.Series().Encode(), 0]));

    private static void RoundTrip(ByteWriter writer, in UsageRecord record)
    {
        writer.Clear();
        UsageRecordCodec.Write(writer, record);
        var reader = new SpanReader(writer.WrittenSpan);
        UsageRecordCodec.Read(ref reader);
    }

    private static byte[] Written(UsageRecord record)
    {
        var writer = new ByteWriter();
        UsageRecordCodec.Write(writer, record);
        return writer.ToArray();
    }

    private static UsageRecord Read(byte[] bytes)
    {
        var reader = new SpanReader(bytes);
        return UsageRecordCodec.Read(ref reader);
    }
}
