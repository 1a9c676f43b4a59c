using CostIntel.Domain.Statements;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Statements;

public sealed class StatementDiffTests
{
    [Fact]
    public void After_the_differences_what_counts_is_what_the_statement_says() => Prop.ForAll<byte[], byte[]>((old, said) =>
    {
        var kept = Lines(old);
        var now = Lines(said);
        var deltas = new List<StatementLine>();
        StatementDiff.Compare(kept, now, deltas);
        var counted = kept.Select(line => line.Line).Concat(deltas)
            .GroupBy(line => Convert.ToHexString(line.PartKey()))
            .ToDictionary(group => group.Key, group => group.Sum(line => line.Costs.Billed));
        return now.All(line => counted[line.PartKey] == line.Line.Costs.Billed)
            && counted.Where(pair => now.All(line => line.PartKey != pair.Key)).All(pair => pair.Value == 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_again_changes_nothing()
    {
        var deltas = new List<StatementLine>();

        Assert.Equal(StatementChangeKind.Unchanged, StatementDiff.Compare(Lines([1, 2]), Lines([1, 2]), deltas));
        Assert.Equal(StatementChangeKind.Inserted, StatementDiff.Compare([], Lines([]), deltas));
        Assert.Empty(deltas);
    }

    [Fact]
    public void A_key_that_is_gone_is_taken_back()
    {
        var deltas = new List<StatementLine>();

        Assert.Equal(StatementChangeKind.Removed, StatementDiff.Compare(Lines([7]), [], deltas));
        Assert.Equal(-7m, Assert.Single(deltas).Costs.Billed);
    }

    [Fact]
    public void A_line_survives_its_bytes_and_merges()
    {
        var line = Line(0, 1.5m);

        var merged = StatementLine.Decode(StatementLine.Merge(line.Encode(), line.Encode()));

        Assert.Equal(3m, merged.Costs.Billed);
        Assert.Equal(2m, merged.Quantity);
        Assert.Equal(line.RowKey(), merged.RowKey());
        Assert.Equal(line.PartKey(), merged.PartKey());
    }

    [Fact]
    public void Tags_keep_parts_of_a_key_apart_and_periods_keep_keys_apart()
    {
        Assert.Equal(Line(0, 1).RowKey(), Line(1, 1).RowKey());
        Assert.NotEqual(Line(0, 1).PartKey(), Line(1, 1).PartKey());
        Assert.NotEqual(Line(0, 1).RowKey(), (Line(0, 1) with { EndSeconds = TestCharges.Start + 7_200 }).RowKey());
    }

    private static KeyedLine[] Lines(byte[] amounts) => [.. amounts.Take(6).Select((amount, index) =>
    {
        var line = Line(index, amount);
        return new KeyedLine(Convert.ToHexString(line.PartKey()), line);
    })];

    private static StatementLine Line(int part, decimal billed) => new(
        TestCharges.Series(team: $"{part}"), TestCharges.Start, TestCharges.Start + 3_600, TestCharges.Costs(billed), 1);
}
