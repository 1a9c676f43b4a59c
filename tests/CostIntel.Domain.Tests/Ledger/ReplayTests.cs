using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Ledger;

/// <summary>However often and from wherever the logs of partitions are replayed, each entry counts once.</summary>
public sealed class ReplayTests
{
    private const int Partitions = 3;

    private static readonly DimensionSet[] Dimensions =
        [DimensionSet.Of(TestCharges.Series()), DimensionSet.Of(TestCharges.Series(team: "b"))];

    private sealed record Entry(int Partition, long Offset, int Line, bool IsEuro, int Day, Costs Costs, string Resource)
    {
        public Currency Currency => IsEuro ? TestCharges.Eur : TestCharges.Usd;

        public int Month => LedgerTime.MonthOfDay(Day);
    }

    [Fact]
    public void A_cube_is_the_sum_of_its_entries_however_they_are_replayed() => Prop.ForAll(Replays, replay =>
    {
        var cube = new CostCube();
        foreach (var entry in replay.Sent)
        {
            cube.Apply(entry.Partition, entry.Offset, [CubeEntryOf(entry), CubeEntryOf(entry)]);
        }

        return replay.Counted.GroupBy(entry => (entry.Line, entry.Currency)).All(group =>
        {
            var days = cube.Lines[new CubeLineKey(Dimensions[group.Key.Line], group.Key.Currency, "Hours")];
            var sum = Sum(group);
            return days.Total() == (sum + sum, 2 * group.Count())
                && group.GroupBy(entry => entry.Day).All(day => days.CostsAt(day.Key) == Sum(day) + Sum(day));
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_account_is_the_sum_of_its_entries_and_knows_every_resource_once() => Prop.ForAll(Replays, replay =>
    {
        var account = new AccountLedger();
        foreach (var entry in replay.Sent)
        {
            account.Apply(entry.Partition, entry.Offset, EntriesOf(entry));
        }

        var sums = replay.Counted.GroupBy(entry => (entry.Month, entry.Currency))
            .ToDictionary(group => group.Key, Sum);
        return account.Resources.ToHashSet().SetEquals(replay.Counted.Select(entry => entry.Resource))
            && account.Months.Sum(month => month.Value.Count) == sums.Count
            && account.Months.All(month => month.Value.All(sum => sums[(month.Key, sum.Currency)] == sum.Costs));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_restored_knows_what_it_has_applied()
    {
        var entry = new Entry(2, 5, 0, false, 20_454, TestCharges.Costs(7), "r");
        var account = new AccountLedger();
        var cube = new CostCube();
        Assert.True(account.Apply(2, 5, EntriesOf(entry)));
        Assert.True(cube.Apply(2, 5, [CubeEntryOf(entry)]));

        var months = account.Months.SelectMany(month => month.Value, (month, sum) => KeyValuePair.Create(month.Key, sum));
        var accountAgain = AccountLedger.Restore(account.Applied.All, account.Resources, months);
        var cubeAgain = CostCube.Restore(cube.Applied.All, cube.Lines.Select(line => KeyValuePair.Create(
            line.Key, CostCube.RestoreDays(line.Value.FirstSlot, line.Value.Columns()))));

        Assert.False(accountAgain.Apply(2, 5, EntriesOf(entry)));
        Assert.False(cubeAgain.Apply(2, 4, [CubeEntryOf(entry)]));
        Assert.True(accountAgain.Apply(1, 1, EntriesOf(entry)));
        Assert.True(cubeAgain.Apply(2, 6, [CubeEntryOf(entry)]));
        Assert.Equal(14, Assert.Single(accountAgain.Months).Value.Single().Costs.Billed);
        Assert.Equal(14, Assert.Single(cubeAgain.Lines).Value.CostsAt(20_454).Billed);
    }

    [Fact]
    public void Offsets_are_kept_by_partition_and_only_move_on()
    {
        var applied = new AppliedOffsets([3, 0, 9]);

        Assert.False(applied.Advance(0, 3));
        Assert.True(applied.Advance(0, 4));
        Assert.True(applied.Advance(5, 1));
        Assert.False(applied.Advance(2, 8));
        Assert.Equal([4L, 0, 9, 0, 0, 1], applied.All);
        Assert.Equal(0, applied.Of(99));
    }

    // Entries of several partitions, sent in the order of their logs, some of them again from an earlier offset.
    private static Arbitrary<(Entry[] Counted, Entry[] Sent)> Replays => (
        from drafts in (
            from partition in Gen.Choose(0, Partitions - 1)
            from line in Gen.Choose(0, Dimensions.Length - 1)
            from isEuro in Gen.Elements(true, false)
            from day in Gen.Choose(20_454, 20_484)
            from billed in Amounts.Cents
            from resource in Gen.Choose(1, 5)
            select new Entry(partition, 0, line, isEuro, day, TestCharges.Costs(billed), $"r{resource}")).ArrayOf()
        from repeats in Gen.Choose(0, 3).ArrayOf(drafts.Length)
        let counted = Numbered(drafts)
        select (counted, Resent(counted, repeats))).ToArbitrary();

    private static Entry[] Numbered(Entry[] drafts)
    {
        var offsets = new long[Partitions];
        return [.. drafts.Select(draft => draft with { Offset = ++offsets[draft.Partition] })];
    }

    private static Entry[] Resent(Entry[] entries, int[] repeats)
    {
        var sent = new List<Entry>();
        for (var i = 0; i < entries.Length; i++)
        {
            sent.AddRange(sent.TakeLast(repeats[i]).ToList());
            sent.Add(entries[i]);
        }

        return [.. sent];
    }

    private static CubeEntry CubeEntryOf(Entry entry) =>
        new(entry.Day, Dimensions[entry.Line], entry.Currency, "Hours", entry.Costs, 1);

    private static AccountEntry[] EntriesOf(Entry entry) =>
    [
        AccountEntry.OfResource(entry.Resource), AccountEntry.OfSum(entry.Currency, entry.Month, entry.Costs),
    ];

    private static Costs Sum(IEnumerable<Entry> entries) =>
        entries.Aggregate(Costs.Zero, (sum, entry) => sum + entry.Costs);
}
