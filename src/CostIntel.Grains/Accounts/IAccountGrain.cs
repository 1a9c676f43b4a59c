using CostIntel.Grains.Partitions;
using CostIntel.Grains.Resources;
using Orleans.Concurrency;

namespace CostIntel.Grains.Accounts;

/// <summary>One billing account: its resources and the months it has costs in. Keyed by its canonical key.</summary>
[Alias("costintel.account")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Adds sums; those at or before what was applied of the partition are ignored.</summary>
    [Alias("apply")]
    Task ApplyAsync(AccountCharges charges);

    /// <summary>
    /// Writes a snapshot, unless the last one covers the partition's offset; sums go on being added meanwhile.
    /// </summary>
    [AlwaysInterleave]
    [Alias("checkpoint")]
    Task CheckpointAsync(int partition, long through);

    /// <summary>A resource that had been quiet for long is charged again: it wants to hear of hours that are over.</summary>
    [Alias("wake")]
    Task WakeAsync(string resource);

    /// <summary>Has all its resources look again at what they recommend, under settings of at least this version.</summary>
    [AlwaysInterleave]
    [Alias("review")]
    Task ReviewAsync(long settingsVersion);

    /// <summary>What its usage costs in a month of 730 hours, by the last week; 0 while nothing is known.</summary>
    [AlwaysInterleave]
    [Alias("monthly-cost")]
    Task<decimal> GetMonthlyCostAsync(string currency);

    /// <summary>What a service cost in a region beside what was expected of it, as far back as it is kept.</summary>
    [Alias("get-evidence")]
    Task<EvidenceView> GetEvidenceAsync(EvidenceQuestion question);

    /// <summary>Months with charges, ascending.</summary>
    [Alias("months")]
    Task<int[]> GetMonthsAsync();

    /// <summary>Canonical keys of all resources.</summary>
    [Alias("resources")]
    Task<string[]> GetResourcesAsync();

    /// <summary>Canonical keys of the resources that have this FOCUS ResourceId.</summary>
    [Alias("find")]
    Task<string[]> FindAsync(string resourceId);
}
