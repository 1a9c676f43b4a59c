namespace CostIntel.Grains.Partitions;

/// <summary>
/// One of the partitions over which resources are spread, and the unit of durability: what it answers is on disk.
/// Keyed by its number.
/// </summary>
[Alias("costintel.partition")]
public interface IIngestPartitionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Numbers series of charges and of samples; known ones keep their number. The answer is in the order of the request.
    /// </summary>
    [Alias("register-series")]
    Task<SeriesIds> RegisterSeriesAsync(SeriesRegistration registration);

    /// <summary>Makes the charges of one batch durable and counts them, unless the batch was counted before.</summary>
    /// <exception cref="OutOfOrderException">An earlier batch of the producer has not arrived.</exception>
    [Alias("append")]
    Task<AppendOutcome> AppendAsync(AppendRequest request);

    /// <summary>The highest sequence held of a producer; 0 for none.</summary>
    [Alias("highest-sequence")]
    Task<ulong> HighestSequenceAsync(string producer);

    /// <summary>Drops what is remembered of a producer that will never send again.</summary>
    [Alias("forget-producer")]
    Task ForgetProducerAsync(string producer);

    /// <summary>What series are.</summary>
    [Alias("describe-series")]
    Task<SeriesRegistration> DescribeSeriesAsync(SeriesIds ids);

    /// <summary>The charges of a resource in the log behind an offset.</summary>
    [Alias("resource-tail")]
    Task<ResourceCharges> ReadResourceTailAsync(string resource, long after);

    /// <summary>The sums of an account in the log behind an offset.</summary>
    [Alias("account-tail")]
    Task<AccountCharges> ReadAccountTailAsync(string account, long after);

    /// <summary>The sums of a cube in the log behind an offset.</summary>
    [Alias("cube-tail")]
    Task<CubeCharges> ReadCubeTailAsync(string cube, long after);

    /// <summary>Returns when everything that is durable now has been handed to the grains it belongs to.</summary>
    [Alias("drain")]
    Task DrainAsync();

    /// <summary>Lets dirty grains write their snapshots and truncates the log behind them.</summary>
    [Alias("checkpoint")]
    Task CheckpointAsync();

    /// <summary>Figures for operators.</summary>
    [Alias("status")]
    Task<PartitionStatus> GetStatusAsync();
}
