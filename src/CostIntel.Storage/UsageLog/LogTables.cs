using System.Data.Common;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.UsageLog;

/// <summary>Reads the tables of the log.</summary>
internal static class LogTables
{
    /// <summary>Hands over each row, ascending.</summary>
    /// <exception cref="StorageException">A row is corrupt.</exception>
    public static void ReadRows(DbConnection connection, Action<long, byte[], List<LogRowEntry>> row)
    {
        using var command = SqlCommands.Create(connection, "SELECT id, payload FROM usage_log ORDER BY id", 0);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var (id, payload) = (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
            row(id, payload, Decode(id, payload));
        }
    }

    /// <summary>Hands over the checkpoint of each partition that has one.</summary>
    public static void ReadCheckpoints(DbConnection connection, Action<int, long> checkpoint)
    {
        using var command = SqlCommands.Create(
            connection, "SELECT partition, log_offset FROM partition_checkpoint ORDER BY partition", 0);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            checkpoint(reader.GetInt32(0), reader.GetInt64(1));
        }
    }

    /// <summary>The checkpoint of a partition; offset 0 before the first one.</summary>
    public static PartitionCheckpoint ReadCheckpoint(DbConnection connection, int partition)
    {
        using var command = SqlCommands.Create(
            connection, "SELECT log_offset, producers FROM partition_checkpoint WHERE partition = @p0", [partition]);
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new PartitionCheckpoint(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : new PartitionCheckpoint(0, []);
    }

    private static List<LogRowEntry> Decode(long id, byte[] payload)
    {
        try
        {
            return LogRowCodec.Read(payload);
        }
        catch (InvalidDataException fault)
        {
            throw new StorageException($"Row {id} of the usage log cannot be read: {fault.Message}", fault);
        }
    }
}
