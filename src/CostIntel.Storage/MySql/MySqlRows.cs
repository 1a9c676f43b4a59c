using System.Data.Common;
using System.Globalization;
using System.Text;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.MySql;

/// <summary>
/// Rows of the tables that are keyed by partition and number, gathered into as few round trips as the size of a packet
/// allows: inserts of many rows each, and whatever ends the transaction behind the last of them.
/// </summary>
/// <param name="connection">Where they go, inside a transaction that has begun.</param>
/// <param name="transaction">That transaction, if the provider knows of it.</param>
internal sealed class MySqlRows(DbConnection connection, DbTransaction? transaction)
{
    // Well below the smallest max_allowed_packet in use (16 MB), bytes being doubled at worst where they are escaped.
    private const int BytesMax = 4 << 20;
    private const int RowsMax = 1_000;

    private readonly StringBuilder _sql = new();
    private readonly List<ReadOnlyMemory<byte>> _values = [];
    private string? _into;
    private long _bytes;

    /// <summary>Adds a row, and sends what was there before if the two do not fit together.</summary>
    /// <param name="into">The table and its three columns, a constant of ours.</param>
    /// <param name="partition">The first column.</param>
    /// <param name="number">The second.</param>
    /// <param name="bytes">The third.</param>
    public async Task AddAsync(string into, int partition, long number, ReadOnlyMemory<byte> bytes)
    {
        if (_values.Count == RowsMax || (_values.Count > 0 && _bytes + bytes.Length > BytesMax))
        {
            await SendAsync("");
        }

        _sql.Append(into == _into ? "," : $"{(_into is null ? "" : ";")} INSERT INTO {into} VALUES ");
        _sql.Append(CultureInfo.InvariantCulture, $"({partition},{number},@p{_values.Count})");
        _into = into;
        _values.Add(bytes);
        _bytes += bytes.Length;
    }

    /// <summary>Sends what is left.</summary>
    /// <param name="end">A statement that follows it in the same round trip; may be empty.</param>
    public async Task SendAsync(string end)
    {
        _sql.Append(_into is null || end.Length == 0 ? end : $"; {end}");
        if (_sql.Length == 0)
        {
            return;
        }

        await using var command = SqlCommands.Create(connection, _sql.ToString(), _values.Count);
        command.Transaction = transaction;
        for (var i = 0; i < _values.Count; i++)
        {
            command.Parameters[i].Value = _values[i];
        }

        await command.ExecuteNonQueryAsync();
        _sql.Clear();
        _values.Clear();
        (_into, _bytes) = (null, 0);
    }
}
