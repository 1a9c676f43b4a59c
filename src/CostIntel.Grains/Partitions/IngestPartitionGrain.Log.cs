using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Partitions;

/// <content>What a partition can say. Ids 2000 to 2099.</content>
public sealed partial class IngestPartitionGrain
{
    [LoggerMessage(2000, LogLevel.Error, "Partition {Partition}: the usage log could not be written; starting again from what is durable")]
    private static partial void LogJournalFailed(ILogger logger, int partition, Exception failure);

    [LoggerMessage(2001, LogLevel.Error, "Partition {Partition}: charges could not be handed to their grains; trying again")]
    private static partial void LogDispatchFailed(ILogger logger, int partition, Exception failure);

    [LoggerMessage(2002, LogLevel.Error, "Partition {Partition}: no checkpoint; the log is kept and the next one tries again")]
    private static partial void LogCheckpointFailed(ILogger logger, int partition, Exception failure);
}
