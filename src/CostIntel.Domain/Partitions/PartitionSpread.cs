using CostIntel.Domain.Identity;

namespace CostIntel.Domain.Partitions;

/// <summary>
/// Which process each partition belongs on. Every process has as many as any other, give or take one, and when one joins
/// or leaves few partitions move besides those that must.
/// </summary>
/// <remarks>
/// Rendezvous hashing (Thaler and Ravishankar, 1998) with a limit on what a host takes: pairs of partition and host are
/// taken in the order of their hash, as long as both are free. A pure function of the names, so processes that know of
/// the same hosts agree without asking one another.
/// </remarks>
public static class PartitionSpread
{
    /// <summary>For each partition the index of its host.</summary>
    /// <param name="partitions">How many partitions; at least 1.</param>
    /// <param name="hosts">Names of the hosts, distinct and in any order; at least one.</param>
    /// <exception cref="ArgumentException">There is no host.</exception>
    public static int[] Assign(int partitions, IReadOnlyList<string> hosts)
    {
        if (hosts.Count == 0)
        {
            throw new ArgumentException("There is no host for the partitions.", nameof(hosts));
        }

        var (share, larger) = Math.DivRem(partitions, hosts.Count);
        var taken = new int[hosts.Count];
        var hostOf = new int[partitions];
        Array.Fill(hostOf, -1);
        foreach (var (_, partition, host) in Pairs(partitions, hosts))
        {
            var mayTake = taken[host] < share || (taken[host] == share && larger > 0);
            if (hostOf[partition] < 0 && mayTake)
            {
                larger -= taken[host] == share ? 1 : 0;
                taken[host]++;
                hostOf[partition] = host;
            }
        }

        return hostOf;
    }

    private static IEnumerable<(ulong Hash, int Partition, int Host)> Pairs(int partitions, IReadOnlyList<string> hosts) =>
        from host in Enumerable.Range(0, hosts.Count)
        from partition in Enumerable.Range(0, partitions)
        let hash = PermanentHash.Hash64(System.Text.Encoding.UTF8.GetBytes($"{partition} {hosts[host]}"))
        orderby hash, hosts[host]
        select (hash, partition, host);
}
