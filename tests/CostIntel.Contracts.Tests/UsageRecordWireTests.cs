using System.Text;
using CostIntel.Contracts.V1;
using CostIntel.Contracts.Wire;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CostIntel.Contracts.Tests;

/// <summary>The reader of the hot path against the generated one.</summary>
public sealed class UsageRecordWireTests
{
    [Fact]
    public void What_is_read_in_place_is_what_the_generated_class_reads() => Prop.ForAll<Tuple<uint, long, long>, string[]>(
        (numbers, texts) =>
        {
            var message = MessageOf(numbers, [.. texts.Select(text => text ?? "")]);
            var wire = UsageRecordWire.Read(message.ToByteArray());
            return wire.SeriesIndex == message.SeriesIndex
                && wire.StartSeconds == message.ChargePeriodStart.Seconds
                && wire.EndSeconds == message.ChargePeriodEnd.Seconds
                && wire.EndNanos == message.ChargePeriodEnd.Nanos
                && wire.HasStart && wire.HasEnd
                && Text(wire.BilledCost) == message.BilledCost
                && Text(wire.EffectiveCost) == message.EffectiveCost
                && Text(wire.ListCost) == message.ListCost
                && Text(wire.ContractedCost) == message.ContractedCost
                && Text(wire.ConsumedQuantity) == message.ConsumedQuantity
                && Text(wire.EventId) == message.EventId;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fields_of_a_later_contract_are_passed_over()
    {
        var message = new UsageRecord { SeriesIndex = 3, BilledCost = "1" }.ToByteArray();
        byte[] later = [0xA0, 0x06, 0x01, .. message, 0xAA, 0x06, 0x02, 0x68, 0x69, 0xAD, 0x06, 1, 2, 3, 4];

        Assert.Equal(3u, UsageRecordWire.Read(later).SeriesIndex);
    }

    [Fact]
    public void A_message_that_is_cut_or_garbage_is_an_error_and_never_read_beyond_its_end()
    {
        var message = MessageOf(Tuple.Create(300u, 1_767_225_600L, 60L), ["1.25", "1", "2", "3", "4", "e"]).ToByteArray();
        for (var length = 1; length < message.Length; length++)
        {
            try
            {
                UsageRecordWire.Read(message.AsSpan(0, length));
            }
            catch (InvalidDataException)
            {
                continue;
            }

            // Cut between two fields it is a shorter message, for the generated class as well.
            UsageRecord.Parser.ParseFrom(message, 0, length);
        }

        Assert.Throws<InvalidDataException>(() => _ = UsageRecordWire.Read([0x07]).SeriesIndex);
        Assert.Throws<InvalidDataException>(() => _ = UsageRecordWire.Read([0x22, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]).SeriesIndex);
    }

    private static UsageRecord MessageOf(Tuple<uint, long, long> numbers, string[] texts)
    {
        var record = new UsageRecord
        {
            SeriesIndex = numbers.Item1,
            ChargePeriodStart = new Timestamp { Seconds = numbers.Item2 },
            ChargePeriodEnd = new Timestamp { Seconds = numbers.Item3, Nanos = (int)(numbers.Item1 % 1_000_000_000) },
            BilledCost = texts.ElementAtOrDefault(0) ?? "",
            EventId = texts.ElementAtOrDefault(5) ?? "",
        };
        if (texts.Length > 4)
        {
            (record.EffectiveCost, record.ListCost) = (texts[1], texts[2]);
            (record.ContractedCost, record.ConsumedQuantity) = (texts[3], texts[4]);
        }

        return record;
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
