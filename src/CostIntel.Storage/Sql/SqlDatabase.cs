using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CostIntel.Storage.Sql;

/// <summary>The engine's one SQLite file: the usage log, statement books, grain snapshots and reminders.</summary>
/// <remarks>
/// Write-ahead log with a sync at every commit: what a commit has reported survives a power cut. One program at a
/// time: a second one that opens the file is refused.
/// </remarks>
public sealed class SqlDatabase : ISqlDatabase, IDisposable, IAsyncDisposable
{
    private const int BusyTimeoutMs = 10_000;

    // secure_delete: some builds of SQLite overwrite what is deleted with zeros, which doubles the writes of a log that
    // is cut off all the time; wal_autocheckpoint: 32 MB, which bounds the pause of the commit that copies them back.
    private static readonly string Pragmas = $"""
        PRAGMA page_size = 8192;
        PRAGMA busy_timeout = {BusyTimeoutMs};
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA cache_size = -32768;
        PRAGMA temp_store = MEMORY;
        PRAGMA secure_delete = OFF;
        """;

    private readonly string _connectionString;
    private readonly FileStream _lock;

    private SqlDatabase(string file, FileStream fileLock)
    {
        File = file;
        _lock = fileLock;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();
    }

    /// <summary>Full path of the file.</summary>
    public string File { get; }

    /// <inheritdoc/>
    public string Name => File;

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.Sqlite;

    /// <summary>Opens or creates the file and brings its tables up to date.</summary>
    /// <exception cref="StorageException">Another program has it open, or it is not a database of ours.</exception>
    public static SqlDatabase Open(string file)
    {
        SqliteNative.EnsureLoaded();
        var path = Path.GetFullPath(file);
        var database = new SqlDatabase(path, TakeLock(path));
        try
        {
            using var connection = database.OpenConnection();
            SqlSchema.Apply(connection, path);
            return database;
        }
        catch (SqliteException fault)
        {
            database.Dispose();
            throw new StorageException($"'{path}' cannot be used as the engine's database: {fault.Message}", fault);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A connection of the caller's own, for reading beside the writer.</summary>
    public DbConnection OpenConnection()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = Pragmas;
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lock.DisposeAsync();

    private static FileStream TakeLock(string database)
    {
        var path = database + ".lock";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StorageException($"'{path}' cannot be written: {fault.Message}", fault);
        }
        catch (IOException fault)
        {
            throw new StorageException(
                $"'{path}' is held by another engine; one data directory serves one engine at a time: {fault.Message}",
                fault);
        }
    }
}
