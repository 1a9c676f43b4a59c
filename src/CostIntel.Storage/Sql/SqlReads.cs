using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CostIntel.Storage.Sql;

/// <summary>Reads beside the writer, on a connection of their own and off the caller's thread.</summary>
internal static class SqlReads
{
    /// <exception cref="StorageException">The file cannot be read.</exception>
    public static Task<T> ReadAsync<T>(
        this SqlDatabase database, Func<DbConnection, T> read, CancellationToken cancellation) => Task.Run(
        () =>
        {
            try
            {
                using var connection = database.OpenConnection();
                return read(connection);
            }
            catch (SqliteException fault)
            {
                throw new StorageException($"'{database.File}' cannot be read: {fault.Message}", fault);
            }
        },
        cancellation);
}
