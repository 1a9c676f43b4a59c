using CostIntel.Domain.Encoding;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Encoding;

public sealed class BytesTests
{
    [Fact]
    public void Values_of_every_kind_come_back_in_their_order() => Prop.ForAll(Values, value =>
    {
        var writer = new ByteWriter();
        writer.WriteVarint(value.Number);
        writer.WriteZigZag(unchecked((long)value.Number));
        writer.WriteString(value.Text);
        writer.WriteDecimal(value.Amount);
        writer.WriteBytes(value.Bytes);
        writer.WriteByte(7);

        var reader = new SpanReader(writer.WrittenSpan);
        return reader.ReadVarint() == value.Number
            && reader.ReadZigZag() == unchecked((long)value.Number)
            && reader.ReadString() == value.Text
            && reader.ReadDecimal() is var amount
            && amount == value.Amount
            && amount.Scale == value.Amount.Scale
            && reader.ReadBytes().SequenceEqual(value.Bytes)
            && reader.ReadByte() == 7
            && reader.AtEnd
            && reader.Position == writer.Length;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(127, 1)]
    [InlineData(128, 2)]
    [InlineData(16_383, 2)]
    [InlineData(16_384, 3)]
    [InlineData(ulong.MaxValue, 10)]
    public void A_number_takes_seven_bits_a_byte(ulong number, int length)
    {
        var writer = new ByteWriter();
        writer.WriteVarint(number);

        Assert.Equal(length, writer.Length);
    }

    [Fact]
    public void A_writer_that_is_cleared_starts_again_and_one_that_grows_keeps_what_it_has()
    {
        var writer = new ByteWriter();
        writer.WriteString("old");
        writer.Clear();
        for (var i = 0; i < 10_000; i++)
        {
            writer.WriteZigZag(-i);
        }

        var reader = new SpanReader(writer.WrittenSpan);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal(-i, reader.ReadZigZag());
        }

        Assert.True(reader.AtEnd);
        Assert.Equal(writer.ToArray(), writer.WrittenMemory.ToArray());
    }

    [Fact]
    public void A_number_that_never_ends_is_refused() => Assert.Throws<InvalidDataException>(() =>
        new SpanReader([255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]).ReadVarint());

    [Fact]
    public void More_things_than_there_are_bytes_left_are_refused()
    {
        var writer = new ByteWriter();
        writer.WriteVarint(int.MaxValue);
        writer.WriteByte(1);

        Assert.Throws<InvalidDataException>(() => new SpanReader(writer.WrittenSpan).ReadCount());
        Assert.Throws<InvalidDataException>(() => new SpanReader(writer.WrittenSpan).ReadBytes());
        Assert.Throws<InvalidDataException>(() => new SpanReader(writer.WrittenSpan).Skip(7));
    }

    [Theory]
    [InlineData(29)]
    [InlineData(0x3F)]
    public void A_decimal_of_an_impossible_scale_is_refused(byte scale) =>
        Assert.Throws<InvalidDataException>(() => new SpanReader([scale, 1]).ReadDecimal());

    private static Arbitrary<(ulong Number, string Text, decimal Amount, byte[] Bytes)> Values => (
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from shift in Gen.Choose(0, 63)
        from text in Gen.Elements("", "a", "ü%/\0", "\U0001F600", new string('x', 200))
        from amount in Amounts.Mixed
        from bytes in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
        select (ulong.RotateLeft(unchecked((ulong)high), shift), text, amount, bytes)).ToArbitrary();
}
