using System.Data.Common;
using System.Net.Sockets;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.MySql;

/// <summary>A MySQL or MariaDB database that the silos of a cluster share.</summary>
public sealed class MySqlDatabase : ISqlDatabase
{
    private readonly DbProviderFactory _factory;
    private readonly string _connectionString;

    private MySqlDatabase(DbProviderFactory factory, string connectionString) =>
        (_factory, _connectionString) = (factory, Checked(factory, connectionString));

    /// <inheritdoc/>
    public string Name { get; private set; } = "MySQL";

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.MySql;

    /// <summary>Opens the database and brings its tables up to date.</summary>
    /// <param name="factory">The provider; MySqlConnector is the one that is tested.</param>
    /// <param name="connectionString">In the provider's words.</param>
    /// <param name="cancellation">Ends the wait for other silos that are at the same.</param>
    /// <exception cref="StorageException">It cannot be reached or used; the message says what to mend.</exception>
    public static async Task<MySqlDatabase> OpenAsync(
        DbProviderFactory factory, string connectionString, CancellationToken cancellation)
    {
        var database = new MySqlDatabase(factory, connectionString);
        await database.RunAsync(
            async (connection, token) =>
            {
                database.Name = connection.Database;
                await MySqlSchema.ApplyAsync(connection, token);
            },
            cancellation);
        return database;
    }

    /// <summary>Runs something on a connection of its own; again when a deadlock has undone it.</summary>
    /// <exception cref="StorageException">The database cannot be reached, or refuses.</exception>
    public async Task RunAsync(Func<DbConnection, CancellationToken, Task> work, CancellationToken cancellation)
    {
        try
        {
            for (var attempts = 1; !await TryRunAsync(work, attempts, cancellation); attempts++)
            {
            }
        }
        catch (Exception fault) when (fault is (DbException or IOException or SocketException) and not StorageException)
        {
            throw Translate(fault);
        }
    }

    /// <inheritdoc/>
    public DbConnection OpenConnection()
    {
        var connection = _factory.CreateConnection()!;
        try
        {
            connection.ConnectionString = _connectionString;
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that stays the caller's.</summary>
    internal async Task<DbConnection> ConnectAsync(CancellationToken cancellation)
    {
        var connection = _factory.CreateConnection()!;
        try
        {
            connection.ConnectionString = _connectionString;
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Whether an update has found its row is read off the rows it counts, also where it has changed nothing.
    private static string Checked(DbProviderFactory factory, string connectionString)
    {
        try
        {
            var builder = factory.CreateConnectionStringBuilder()!;
            builder.ConnectionString = connectionString;
            builder["UseAffectedRows"] = false;
            return builder.ConnectionString;
        }
        catch (ArgumentException fault)
        {
            throw new StorageException($"The connection string cannot be used: {fault.Message}", fault);
        }
    }

    private async Task<bool> TryRunAsync(
        Func<DbConnection, CancellationToken, Task> work, int attempts, CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync(cancellation);
        try
        {
            await work(connection, cancellation);
            return true;
        }
        catch (DbException fault) when (SqlDeadlocks.MayTryAgain(fault, attempts))
        {
            return false;
        }
    }

    /// <summary>The provider's own exceptions do not survive the way to another silo.</summary>
    internal static StorageException Translate(Exception fault) => fault as StorageException
        ?? new StorageException($"The database does not answer as it should: {fault.Message}", fault);

    /// <summary>The same with a result.</summary>
    public async Task<T> RunAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        T result = default!;
        await RunAsync(async (connection, token) => { result = await work(connection, token); }, cancellation);
        return result;
    }
}
