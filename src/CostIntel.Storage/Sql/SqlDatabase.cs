using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CostIntel.Storage.Sql;

/// <summary>The engine's one SQLite file: the usage log, statement books, grain snapshots and reminders.</summary>
/// <remarks>
/// Write-ahead log with a sync at every commit: what a commit has reported survives a power cut. One program at a
/// time: a second one that opens the file is refused.
/// </remarks>
public sealed class SqlDatabase : IDisposable
{
    private const int BusyTimeoutMs = 10_000;

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

    /// <summary>Opens or creates the file and brings its tables up to date.</summary>
    /// <exception cref="StorageException">Another program has it open, or it is not a database of ours.</exception>
    public static SqlDatabase Open(string file)
    {
        SqliteNative.EnsureLoaded();
        var path = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var database = new SqlDatabase(path, TakeLock(path + ".lock"));
        try
        {
            using var connection = database.OpenConnection();
            SqlSchema.Apply(connection);
            return database;
        }
        catch (SqliteException fault)
        {
            database.Dispose();
            throw new StorageException($"'{path}' cannot be used as the engine's database: {fault.Message}", fault);
        }
    }

    /// <summary>A connection of the caller's own, for reading beside the writer.</summary>
    public DbConnection OpenConnection()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = $"""
            PRAGMA page_size = 8192;
            PRAGMA busy_timeout = {BusyTimeoutMs};
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA cache_size = -32768;
            PRAGMA temp_store = MEMORY;
            """;
        pragmas.ExecuteNonQuery();
        return connection;
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static FileStream TakeLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new StorageException(
                $"'{path}' is held by another engine; one data directory serves one engine at a time.", fault);
        }
    }
}
