using CostIntel.Domain.Charges;
using CostIntel.Domain.Encoding;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using CostIntel.Domain.Partitions;
using CostIntel.Domain.Statements;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Encoding;

/// <summary>Stored bytes are read or refused as <see cref="InvalidDataException"/>, whatever befell them.</summary>
public sealed class CorruptBytesTests
{
    private static readonly UsageRecord Wide = new(
        70_000, TestCharges.Start, 100_000, new Costs(decimal.MinValue, 1e-28m, 0.1m, decimal.MaxValue), -12.5m, true);

    private delegate void Decoder(ReadOnlySpan<byte> bytes);

    private static readonly Dictionary<string, (byte[] Bytes, Decoder Decode)> Codecs = new()
    {
        ["record"] = (Written(writer => UsageRecordCodec.Write(writer, Wide)), bytes =>
        {
            var reader = new SpanReader(bytes);
            UsageRecordCodec.Read(ref reader);
        }),
        ["skipped record"] = (Written(writer => UsageRecordCodec.Write(writer, Wide)), bytes =>
        {
            var reader = new SpanReader(bytes);
            RecordHeader.Skip(ref reader);
        }),
        ["series"] = (TestCharges.Series(team: "ü").Encode(), bytes => ChargeSeries.Decode(bytes)),
        ["log entry"] = (
            Written(writer => LogEntryCodec.Write(
                writer, [new("p", 7, new byte[] { 1, 2 }), new("q", 300, new byte[200])])),
            bytes => LogEntryCodec.Decode(bytes.ToArray())),
        ["producers"] = (Producers(), bytes => ProducerTable.Decode(bytes)),
        ["statement line"] = (
            new StatementLine(TestCharges.Series(), TestCharges.Start, TestCharges.Start + 60, Wide.Costs, 1).Encode(),
            bytes => StatementLine.Decode(bytes)),
        ["dimensions"] = (Written(DimensionSet.Of(TestCharges.Series()).Write), bytes =>
        {
            var reader = new SpanReader(bytes);
            DimensionSet.Read(ref reader);
        }),
    };

    public static TheoryData<string> Names => [.. Codecs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Whole_bytes_are_read(string name) => Codecs[name].Decode(Codecs[name].Bytes);

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_that_are_cut_anywhere_are_refused(string name)
    {
        var (bytes, decode) = Codecs[name];

        // No bytes at all are an empty table of producers: that is how a partition starts.
        for (var length = name == "producers" ? 1 : 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<InvalidDataException>(() => decode(cut));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_byte_that_is_wrong_never_leads_astray(string name)
    {
        var (bytes, decode) = Codecs[name];
        for (var place = 0; place < bytes.Length; place++)
        {
            for (var value = 0; value <= byte.MaxValue; value++)
            {
                var wrong = bytes.ToArray();
                wrong[place] = (byte)value;
                AssertReadOrRefused(wrong, decode);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_bytes_are_read_or_refused(string name) => Prop.ForAll<byte[]>(bytes =>
    {
        AssertReadOrRefused(bytes, Codecs[name].Decode);
        AssertReadOrRefused([1, .. bytes], Codecs[name].Decode);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Theory]
    [InlineData("series")]
    [InlineData("log entry")]
    [InlineData("producers")]
    [InlineData("statement line")]
    public void Bytes_of_a_later_version_are_refused_by_their_number(string name)
    {
        var (bytes, decode) = Codecs[name];
        var later = bytes.ToArray();
        later[0] = 77;

        var fault = Assert.Throws<InvalidDataException>(() => decode(later));

        Assert.Contains("77", fault.Message, StringComparison.Ordinal);
    }

    private static void AssertReadOrRefused(byte[] bytes, Decoder decode)
    {
        try
        {
            decode(bytes);
        }
        catch (InvalidDataException)
        {
            // Refused.
        }
    }

    private static byte[] Producers()
    {
        var table = new ProducerTable();
        table.Advance("p1", 1);
        table.Advance("p2", ulong.MaxValue);
        return table.Encode();
    }

    private static byte[] Written(Action<ByteWriter> write)
    {
        var writer = new ByteWriter();
        write(writer);
        return writer.ToArray();
    }
}
