using CostIntel.Domain.Partitions;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Partitions;

public sealed class PartitionSpreadTests
{
    private static readonly Arbitrary<(int Partitions, int Hosts)> Sizes =
        (from partitions in Gen.Choose(1, 300) from hosts in Gen.Choose(1, 12) select (partitions, hosts)).ToArbitrary();

    [Fact]
    public void Hosts_have_equally_many_partitions_give_or_take_one() => Prop.ForAll(Sizes, size =>
    {
        var counts = PartitionSpread.Assign(size.Partitions, Hosts(size.Hosts)).CountBy(host => host).ToDictionary();
        var all = Enumerable.Range(0, size.Hosts).Select(host => counts.GetValueOrDefault(host)).ToList();
        return all.Max() - all.Min() <= 1 && all.Sum() == size.Partitions;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_hosts_are_named_does_not_matter() => Prop.ForAll(Sizes, size =>
    {
        var hosts = Hosts(size.Hosts);
        var reversed = hosts.Reverse().ToArray();
        var there = PartitionSpread.Assign(size.Partitions, hosts).Select(host => hosts[host]);
        return there.SequenceEqual(PartitionSpread.Assign(size.Partitions, reversed).Select(host => reversed[host]));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(64, 2)]
    [InlineData(64, 3)]
    [InlineData(256, 5)]
    public void When_a_host_joins_few_partitions_move_besides_those_it_takes(int partitions, int hosts)
    {
        var before = PartitionSpread.Assign(partitions, Hosts(hosts));
        var after = PartitionSpread.Assign(partitions, Hosts(hosts + 1));

        var moved = before.Zip(after).Count(pair => pair.First != pair.Second);
        var mustMove = partitions / (hosts + 1);
        Assert.InRange(moved, mustMove, mustMove * 2);
    }

    [Fact]
    public void No_host_is_an_error() => Assert.Throws<ArgumentException>(() => PartitionSpread.Assign(4, []));

    private static string[] Hosts(int count) => [.. Enumerable.Range(0, count).Select(number => $"silo-{number}")];
}
