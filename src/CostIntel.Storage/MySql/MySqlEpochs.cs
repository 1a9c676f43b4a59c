using System.Data.Common;
using System.Globalization;
using System.Text;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.MySql;

/// <summary>
/// How often each partition has been opened, on whichever silo. Who writes holds a shared lock on the epoch until its
/// transaction ends, so a partition cannot be opened between the check and the commit.
/// </summary>
internal static class MySqlEpochs
{
    private static readonly CompositeFormat Select = CompositeFormat.Parse(
        "SELECT partition_no, epoch FROM partition_checkpoint WHERE partition_no IN ({0}) LOCK IN SHARE MODE");

    /// <summary>Opens a partition: what others have under way ends first, and what they begin later is refused.</summary>
    public static async Task<long> RaiseAsync(DbConnection connection, int partition, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var raise = SqlCommands.Create(
            connection,
            "INSERT INTO partition_checkpoint (partition_no, epoch, log_offset, producers) VALUES (@p0, 1, 0, '') "
            + "ON DUPLICATE KEY UPDATE epoch = epoch + 1; "
            + "SELECT epoch FROM partition_checkpoint WHERE partition_no = @p0",
            [partition]);
        raise.Transaction = transaction;
        var epoch = Convert.ToInt64(await raise.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
        await transaction.CommitAsync(cancellation);
        return epoch;
    }

    /// <summary>The epochs of partitions, which cannot change before the transaction ends.</summary>
    public static Task<Dictionary<int, long>> ReadAsync(DbTransaction transaction, IEnumerable<int> partitions) =>
        ReadAsync(transaction.Connection!, transaction, "", partitions);

    /// <summary>The same as the beginning of a transaction, in one round trip with it.</summary>
    public static Task<Dictionary<int, long>> BeginAsync(DbConnection connection, IEnumerable<int> partitions) =>
        ReadAsync(connection, null, SqlDialect.MySql.Begin + "; ", partitions);

    private static async Task<Dictionary<int, long>> ReadAsync(
        DbConnection connection, DbTransaction? transaction, string before, IEnumerable<int> partitions)
    {
        var list = string.Join(',', partitions.Distinct().Order());
        await using var command = SqlCommands.Create(
            connection, before + string.Format(CultureInfo.InvariantCulture, Select, list), 0);
        command.Transaction = transaction;
        await using var reader = await command.ExecuteReaderAsync();
        var epochs = new Dictionary<int, long>();
        while (await reader.ReadAsync())
        {
            epochs.Add(reader.GetInt32(0), reader.GetInt64(1));
        }

        return epochs;
    }
}
