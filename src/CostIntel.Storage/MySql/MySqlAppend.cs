namespace CostIntel.Storage.MySql;

/// <summary>An entry on its way into the log.</summary>
internal sealed record MySqlAppend(
    int Partition, long Epoch, long Offset, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> EventIds)
{
    /// <summary>How it went.</summary>
    public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>About how many bytes it sends.</summary>
    public int Bytes => Payload.Length + EventIds.Length + 64;
}
