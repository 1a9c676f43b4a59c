using System.Diagnostics;
using CostIntel.Contracts.Documents;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Recommendations.Recommenders;

namespace CostIntel.Bench.Recommendations;

/// <summary>What it costs to ask all recommenders about each resource of an account, on one thread.</summary>
internal static class AdviceSpeed
{
    private const int Rounds = 5;

    public static object Measure(int resources)
    {
        var catalog = DefaultCatalog.Load();
        var facts = MadeResources.Of(resources);
        var found = Round(facts, out _);
        var (fastest, allocated) = (TimeSpan.MaxValue, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            Round(facts, out _);
            var taken = Stopwatch.GetElapsedTime(started);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            fastest = taken < fastest ? taken : fastest;
        }

        Round(facts, out var slowest);
        return new
        {
            resources,
            candidates = found,
            microsecondsEach = Math.Round(fastest.TotalMicroseconds / resources, 1),
            microsecondsSlowest = Math.Round(slowest.TotalMicroseconds),
            bytesEach = allocated / resources,
            millisecondsInAll = Math.Round(fastest.TotalMilliseconds),
            byKind = ByKind(facts),
            byRule = facts.SelectMany(resource => Advisor.Candidates(resource, catalog, AdvicePolicy.Default))
                .CountBy(candidate => candidate.Rule)
                .ToDictionary(),
        };

        int Round(ResourceFacts[] all, out TimeSpan longest)
        {
            var candidates = 0;
            longest = TimeSpan.Zero;
            foreach (var resource in all)
            {
                var started = Stopwatch.GetTimestamp();
                candidates += Advisor.Candidates(resource, catalog, AdvicePolicy.Default).Count;
                var taken = Stopwatch.GetElapsedTime(started);
                longest = taken > longest ? taken : longest;
            }

            return candidates;
        }

        Dictionary<string, double> ByKind(ResourceFacts[] all) => all
            .GroupBy(resource => resource.Description.ResourceType)
            .ToDictionary(group => group.Key, group => MicrosecondsEach([.. group]));

        double MicrosecondsEach(ResourceFacts[] some)
        {
            var started = Stopwatch.GetTimestamp();
            Round(some, out _);
            return Math.Round(Stopwatch.GetElapsedTime(started).TotalMicroseconds / some.Length, 1);
        }
    }
}
