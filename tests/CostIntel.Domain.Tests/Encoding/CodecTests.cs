using CostIntel.Domain.Charges;
using CostIntel.Domain.Encoding;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Encoding;

public sealed class CodecTests
{
    [Fact]
    public void A_charge_survives_its_bytes() => Prop.ForAll<Tuple<decimal, decimal, decimal>, Tuple<int, long, int>, decimal>(
        (costs, place, quantity) =>
        {
            var record = new UsageRecord(
                Math.Abs(place.Item1 % 1_000_000),
                place.Item2 % 100_000_000_000,
                Math.Abs(place.Item3 % 100_000_000),
                new Costs(costs.Item1, costs.Item2, costs.Item1, costs.Item3),
                quantity,
                true);
            var writer = new ByteWriter();
            UsageRecordCodec.Write(writer, record);
            UsageRecordCodec.Write(writer, record);
            var reader = new SpanReader(writer.WrittenSpan);
            var peek = reader;
            var peeked = RecordHeader.Read(ref peek).SeriesId;
            RecordHeader.Skip(ref reader);
            return UsageRecordCodec.Read(ref reader) == record && reader.AtEnd && peeked == record.SeriesId;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_that_are_cut_anywhere_are_an_error_and_never_another_charge()
    {
        var writer = new ByteWriter();
        UsageRecordCodec.Write(writer, new UsageRecord(
            300, TestCharges.Start, 3_600, new Costs(1.23m, 79_228_162_514_264_337_593_543_950_335m, 0, -7), 0.25m, true));
        var bytes = writer.ToArray();

        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<InvalidDataException>(() =>
            {
                var reader = new SpanReader(cut);
                UsageRecordCodec.Read(ref reader);
            });
        }
    }

    [Fact]
    public void A_series_survives_its_bytes_with_names_and_custom_columns()
    {
        var series = TestCharges.Series(team: "ü/%", currency: TestCharges.Eur);

        var decoded = ChargeSeries.Decode(series.Encode());

        Assert.Equal(series, decoded);
        Assert.Equal(series.Tags, decoded.Tags);
        Assert.Equal(series.Attributes, decoded.Attributes);
        Assert.Equal(series.Encode(), decoded.Encode());
    }

    [Fact]
    public void Series_of_a_later_version_are_refused()
    {
        var bytes = TestCharges.Series().Encode();
        bytes[0] = 9;

        Assert.Throws<InvalidDataException>(() => ChargeSeries.Decode(bytes));
    }

    [Fact]
    public void A_log_entry_survives_its_bytes()
    {
        var writer = new ByteWriter();
        LogEntryCodec.Write(writer, [new("p-1", 7, new byte[] { 1, 2 }), new("p-2", ulong.MaxValue, default)]);

        var segments = LogEntryCodec.Decode(writer.ToArray());

        Assert.Equal(["p-1", "p-2"], segments.Select(segment => segment.Producer));
        Assert.Equal([7, ulong.MaxValue], segments.Select(segment => segment.Sequence));
        Assert.Equal([1, 2], segments[0].Records.ToArray());
    }
}
