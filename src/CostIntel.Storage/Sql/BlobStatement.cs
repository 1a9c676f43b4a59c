using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CostIntel.Storage.Sql;

/// <summary>
/// A prepared statement that takes numbers and one large value straight from memory, past the provider, which asks for
/// an array of exactly the value's length.
/// </summary>
internal sealed class BlobStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public BlobStatement(DbConnection connection, string sql)
    {
        _database = ((SqliteConnection)connection).Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public void Execute(ReadOnlySpan<long> numbers, ReadOnlySpan<byte> blob)
    {
        try
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                Check(raw.sqlite3_bind_int64(_statement, i + 1, numbers[i]));
            }

            // Nothing at all would be bound as NULL.
            Check(blob.IsEmpty
                ? raw.sqlite3_bind_zeroblob(_statement, numbers.Length + 1, 0)
                : raw.sqlite3_bind_blob(_statement, numbers.Length + 1, blob));
            Check(raw.sqlite3_step(_statement));
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
            _ = raw.sqlite3_clear_bindings(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
