using System.Data.Common;
using System.Net.Sockets;

namespace CostIntel.Storage.Sql;

/// <summary>Reads beside the writer, on a connection of their own and off the caller's thread.</summary>
internal static class SqlReads
{
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public static Task<T> ReadAsync<T>(
        this ISqlDatabase database, Func<DbConnection, T> read, CancellationToken cancellation) => Task.Run(
        () =>
        {
            try
            {
                using var connection = database.OpenConnection();
                return read(connection);
            }
            catch (Exception fault) when (fault is (DbException or IOException or SocketException) and not StorageException)
            {
                throw new StorageException($"'{database.Name}' cannot be read: {fault.Message}", fault);
            }
        },
        cancellation);
}
