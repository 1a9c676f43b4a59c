namespace CostIntel.Storage.UsageLog;

/// <summary>
/// The usage log: per partition an append-only sequence of entries, numbered 1, 2, 3 and so on, that a checkpoint
/// cuts off at its beginning; with it the series that entries name and the producers they counted.
/// </summary>
public interface IUsageLog
{
    /// <summary>
    /// Opens a partition and shuts out everybody who has opened it before: whatever they still have under way is
    /// either in the log that the new lease reads, or fails.
    /// </summary>
    Task<IPartitionLog> OpenAsync(int partition, CancellationToken cancellation);

    /// <summary>The number of partitions: the wanted one at the first start, ever after that one.</summary>
    Task<int> FixPartitionCountAsync(int wanted, CancellationToken cancellation);
}
