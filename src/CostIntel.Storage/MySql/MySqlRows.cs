using System.Data.Common;
using System.Globalization;
using System.Text;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.MySql;

/// <summary>A row of one of the tables that are keyed by partition and number.</summary>
internal readonly record struct MySqlRow(int Partition, long Number, ReadOnlyMemory<byte> Bytes);

/// <summary>Inserts many rows with one statement.</summary>
internal static class MySqlRows
{
    // Well below the smallest max_allowed_packet in use (16 MB), bytes being doubled at worst where they are escaped.
    private const int StatementBytesMax = 4 << 20;
    private const int StatementRowsMax = 1_000;

    /// <param name="transaction">In which it happens.</param>
    /// <param name="into">The table and its three columns, a constant of ours.</param>
    /// <param name="rows">What to insert.</param>
    public static async Task InsertAsync(DbTransaction transaction, string into, IReadOnlyList<MySqlRow> rows)
    {
        for (var first = 0; first < rows.Count;)
        {
            var count = Fitting(rows, first);
            await InsertAsync(transaction, into, rows, first, count);
            first += count;
        }
    }

    private static int Fitting(IReadOnlyList<MySqlRow> rows, int first)
    {
        var bytes = (long)rows[first].Bytes.Length;
        var count = 1;
        while (first + count < rows.Count && count < StatementRowsMax
            && bytes + rows[first + count].Bytes.Length <= StatementBytesMax)
        {
            bytes += rows[first + count].Bytes.Length;
            count++;
        }

        return count;
    }

    private static async Task InsertAsync(
        DbTransaction transaction, string into, IReadOnlyList<MySqlRow> rows, int first, int count)
    {
        var sql = new StringBuilder("INSERT INTO ").Append(into).Append(" VALUES ");
        for (var i = 0; i < count; i++)
        {
            var row = rows[first + i];
            sql.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}({row.Partition},{row.Number},@p{i})");
        }

        await using var command = SqlCommands.Create(transaction.Connection!, sql.ToString(), count);
        command.Transaction = transaction;
        for (var i = 0; i < count; i++)
        {
            command.Parameters[i].Value = rows[first + i].Bytes;
        }

        await command.ExecuteNonQueryAsync();
    }
}
