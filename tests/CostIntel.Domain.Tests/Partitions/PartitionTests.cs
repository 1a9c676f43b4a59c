using CostIntel.Domain.Charges;
using CostIntel.Domain.Encoding;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Partitions;

namespace CostIntel.Domain.Tests.Partitions;

public sealed class PartitionTests
{
    private readonly SeriesTable _series = new(new HashSet<string> { "team" });

    [Fact]
    public void Each_grain_gets_its_own_charges_of_an_entry_and_the_sums_agree()
    {
        var tail = new PartitionTail(_series);
        var (one, other) = (Add(TestCharges.Series("i-1")), Add(TestCharges.Series("i-2", team: "b")));

        tail.Append(1, [Segment("p", 1, TestCharges.Record(one, 1), TestCharges.Record(other, 2), TestCharges.Record(one, 4))]);

        var resource = tail.Resources.Single(slot => slot.Key.EndsWith("i-1", StringComparison.Ordinal));
        Assert.Equal([1m, 4m], resource.TakeUndispatched().Select(Billed));
        var cube = Assert.Single(Assert.Single(tail.Cubes).TakeUndispatched());
        Assert.Equal(7m, cube.Entries.Sum(entry => entry.Costs.Billed));
        var account = Assert.Single(Assert.Single(tail.Accounts).TakeUndispatched());
        Assert.Equal(7m, account.Entries.Where(entry => !entry.IsHour).Sum(entry => entry.Costs.Billed));
        Assert.Equal(7m, Assert.Single(account.Entries, entry => entry.IsHour).Costs.Billed);
        Assert.Equal(2, account.Entries.Count(entry => entry.Resource.Length > 0));
    }

    [Fact]
    public void What_was_handed_over_is_not_handed_over_again_but_can_still_be_read()
    {
        var tail = new PartitionTail(_series);
        var id = Add(TestCharges.Series());
        tail.Append(1, [Segment("p", 1, TestCharges.Record(id, 1))]);
        var slot = Assert.Single(tail.Resources);
        slot.TakeUndispatched();
        tail.Append(2, [Segment("p", 2, TestCharges.Record(id, 2))]);

        Assert.Equal([2L], slot.TakeUndispatched().Select(slice => slice.Offset));
        Assert.Equal([1L, 2L], tail.ResourceAfter(slot.Key, 0).Select(slice => slice.Offset));
        Assert.Equal([2L], tail.ResourceAfter(slot.Key, 1).Select(slice => slice.Offset));
    }

    [Fact]
    public void A_round_that_failed_is_handed_over_again_and_what_came_before_it_is_not()
    {
        var tail = new PartitionTail(_series);
        var id = Add(TestCharges.Series());
        tail.Append(1, [Segment("p", 1, TestCharges.Record(id, 1))]);
        tail.Append(2, [Segment("p", 2, TestCharges.Record(id, 2))]);
        TakeAll(tail);

        tail.Rewind(1);

        Assert.Equal([2L], Assert.Single(tail.Resources).TakeUndispatched().Select(slice => slice.Offset));
        Assert.Equal([2L], Assert.Single(tail.Accounts).TakeUndispatched().Select(entries => entries.Offset));
        Assert.Equal([2L], Assert.Single(tail.Cubes).TakeUndispatched().Select(entries => entries.Offset));
        tail.Rewind(2);
        Assert.DoesNotContain(tail.Resources, slot => slot.HasUndispatched);
    }

    [Fact]
    public void A_checkpoint_drops_what_it_covers_and_nothing_else()
    {
        var tail = new PartitionTail(_series);
        var id = Add(TestCharges.Series());
        tail.Append(1, [Segment("p", 1, TestCharges.Record(id, 1))]);
        tail.Append(2, [Segment("p", 2, TestCharges.Record(id, 2))]);
        var slot = Assert.Single(tail.Resources);
        slot.TakeUndispatched();

        tail.TrimThrough(1, 0);
        tail.Append(3, [Segment("p", 3, TestCharges.Record(id, 4))]);

        Assert.Equal([2L, 3L], tail.ResourceAfter(slot.Key, 0).Select(slice => slice.Offset));
        Assert.Equal([3L], slot.TakeUndispatched().Select(slice => slice.Offset));
        tail.TrimThrough(3, 0);
        Assert.Empty(tail.Resources);
        Assert.Empty(tail.Cubes);
        Assert.Empty(tail.Accounts);
    }

    [Fact]
    public void A_log_that_names_a_series_the_partition_has_not_is_corrupt() => Assert.Throws<InvalidDataException>(
        () => new PartitionTail(_series).Append(1, [Segment("p", 1, TestCharges.Record(9, 1))]));

    [Fact]
    public void A_producer_is_remembered_by_its_highest_batch()
    {
        var table = new ProducerTable();
        table.Advance("a", 5);
        table.Advance("a", 3);
        table.Advance("b", ulong.MaxValue);

        var read = ProducerTable.Decode(table.Encode());

        Assert.Equal((5UL, ulong.MaxValue, 0UL), (read.HighestOf("a"), read.HighestOf("b"), read.HighestOf("c")));
        Assert.True(read.Forget("a"));
        Assert.Equal(0UL, read.HighestOf("a"));
    }

    [Fact]
    public void Who_numbers_nothing_is_not_remembered()
    {
        var table = new ProducerTable();

        table.Advance(ProducerTable.Nobody, 7);

        Assert.Equal((0UL, 0), (table.HighestOf(ProducerTable.Nobody), table.Count));
    }

    [Fact]
    public void Event_ids_are_remembered_up_to_the_capacity_and_the_oldest_is_forgotten()
    {
        var window = new EventIdWindow(capacity: 2);

        Assert.True(window.Add(1));
        Assert.False(window.Add(1));
        Assert.True(window.Add(2));
        Assert.True(window.Add(3));
        Assert.False(window.Add(3));
        Assert.True(window.Add(1));
        Assert.Equal(2, window.Count);
    }

    private static LogSegment Segment(string producer, ulong sequence, params UsageRecord[] records)
    {
        var writer = new ByteWriter();
        foreach (var record in records)
        {
            UsageRecordCodec.Write(writer, record);
        }

        return new LogSegment(producer, sequence, writer.ToArray());
    }

    private static decimal Billed(LogSlice slice)
    {
        var reader = new SpanReader(slice.Records.Span);
        return UsageRecordCodec.Read(ref reader).Costs.Billed;
    }

    private int Add(ChargeSeries series) => _series.Add(
        SeriesTable.IdentityOf(TenantId.Default, series), new SeriesDefinition(TenantId.Default, series.Encode()), series);

    private static void TakeAll(PartitionTail tail)
    {
        foreach (var slot in tail.Resources)
        {
            slot.TakeUndispatched();
        }

        Assert.Single(tail.Accounts).TakeUndispatched();
        Assert.Single(tail.Cubes).TakeUndispatched();
    }
}
