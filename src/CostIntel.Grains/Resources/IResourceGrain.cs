using CostIntel.Grains.Partitions;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Simulations;
using Orleans.Concurrency;

namespace CostIntel.Grains.Resources;

/// <summary>One resource with its running costs. Keyed by its canonical resource key.</summary>
[Alias("costintel.resource")]
public interface IResourceGrain : IGrainWithStringKey
{
    /// <summary>Adds charges; those at or before what was applied are ignored.</summary>
    [Alias("apply")]
    Task ApplyAsync(ResourceCharges charges);

    /// <summary>Writes a snapshot, unless the last one covers the offset; charges go on being added meanwhile.</summary>
    [AlwaysInterleave]
    [Alias("checkpoint")]
    Task CheckpointAsync(long through);

    /// <summary>Answers a question about this resource alone.</summary>
    [Alias("query")]
    Task<CostRows> QueryAsync(CostQuestion question);

    /// <summary>
    /// Tells of a deployment or another change that takes effect: what follows from it is no anomaly. Durable when it
    /// returns; saying it again changes nothing.
    /// </summary>
    [Alias("announce")]
    Task AnnounceAsync(string announcementId, long unixSeconds);

    /// <summary>Closes hours that are over for its account and in which it may have had nothing.</summary>
    /// <returns>False when it has been quiet for so long that it need not be told any more.</returns>
    [Alias("close-through")]
    Task<bool> CloseThroughAsync(int hour);

    /// <summary>Looks again at what it recommends, under settings of at least this version; reported when it returns.</summary>
    [Alias("review")]
    Task ReviewAsync(long settingsVersion);

    /// <summary>What it has used without a commitment and of commitments, as far as something can be committed to.</summary>
    [Alias("get-commitments")]
    Task<CommitmentView> GetCommitmentsAsync(CommitmentQuestion question);

    /// <summary>What a change has saved; null when too little is known before it, or no whole day after it.</summary>
    [Alias("measure-saving")]
    Task<SavingView?> MeasureSavingAsync(SavingQuestion question);

    /// <summary>How its cost has changed; null when it cost nothing before and after.</summary>
    [Alias("get-change")]
    Task<ChangeView?> GetChangeAsync(ChangeQuestion question);

    /// <summary>What a series was like beside what was expected of it, as far back as it is kept.</summary>
    [Alias("get-evidence")]
    Task<EvidenceView> GetEvidenceAsync(EvidenceQuestion question);

    /// <summary>Its metrics; none when none has been streamed.</summary>
    [Alias("get-metrics")]
    Task<MetricView[]> GetMetricsAsync();

    /// <summary>How its SLOs stand; none when it has no metric that one holds for.</summary>
    /// <param name="settingsVersion">At least this version of the settings says which SLOs there are.</param>
    [Alias("get-slos")]
    Task<SloView[]> GetSlosAsync(long settingsVersion);

    /// <summary>How its SLOs were kept since a time and on the day before it.</summary>
    /// <param name="sinceSeconds">The time, Unix seconds UTC.</param>
    /// <param name="settingsVersion">At least this version of the settings says which SLOs there are.</param>
    [Alias("get-slos-since")]
    Task<SloSinceView[]> GetSlosSinceAsync(long sinceSeconds, long settingsVersion);

    /// <summary>Predicts whether a change breaches its SLOs.</summary>
    /// <param name="change">A ResourceChange message.</param>
    /// <param name="settingsVersion">At least this version of the settings says which SLOs there are.</param>
    /// <returns>An SlaVerdict message.</returns>
    [Alias("check-change")]
    Task<byte[]> CheckAsync(byte[] change, long settingsVersion);

    /// <summary>What it would have cost and how full it would have been, had it been otherwise.</summary>
    [Alias("simulate")]
    Task<SimulationPart> SimulateAsync(SimulationQuestion question);

    /// <summary>What the resource is and what it cost lately; null when it has never been charged.</summary>
    [Alias("get")]
    Task<ResourceView?> GetAsync();
}
