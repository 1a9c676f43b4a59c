using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Threading.Channels;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.MySql;

/// <summary>
/// Appends to the log for all partitions of a silo: what arrives while one transaction is under way goes into the next
/// one together, as rows of one insert.
/// </summary>
internal sealed class MySqlGroupCommit : IAsyncDisposable
{
    private const int CommitBytesMax = 8 << 20;
    private const string EntryTable = "usage_log (partition_no, log_offset, payload)";
    private const string EventIdTable = "usage_event_ids (partition_no, log_offset, ids)";

    private static readonly Meter Meter = new(SqlCommitQueue.MeterName);
    private static readonly Counter<long> Commits = Meter.CreateCounter<long>("costintel_storage_commits");
    private static readonly Counter<long> Works = Meter.CreateCounter<long>("costintel_storage_works");
    private static readonly Counter<double> CommitSeconds = Meter.CreateCounter<double>(
        "costintel_storage_commit_seconds", description: "Time spent in transactions, the sync to disk included.");

    private readonly Channel<MySqlAppend> _waiting = Channel.CreateUnbounded<MySqlAppend>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly MySqlDatabase _database;
    private readonly Task _running;
    private DbConnection? _connection;

    public MySqlGroupCommit(MySqlDatabase database)
    {
        _database = database;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Returns when the entry is on the database's disk.</summary>
    /// <exception cref="StorageException">It is not, or nobody knows; or its lease is lost.</exception>
    public Task AppendAsync(MySqlAppend append) => _waiting.Writer.TryWrite(append)
        ? append.Committed.Task
        : Task.FromException(new ObjectDisposedException(nameof(MySqlGroupCommit), "The database is being closed."));

    /// <summary>Commits what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _running;
        await CloseAsync();
    }

    private async Task RunAsync()
    {
        var batch = new List<MySqlAppend>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            for (var bytes = 0L; bytes < CommitBytesMax && _waiting.Reader.TryRead(out var append);)
            {
                batch.Add(append);
                bytes += append.Bytes;
            }

            await CommitAsync(batch);
            batch.Clear();
        }
    }

    private async Task CommitAsync(List<MySqlAppend> batch)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var stale = await TransactAsync(batch);
            CommitSeconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            Commits.Add(1);
            Works.Add(batch.Count);
            foreach (var append in batch)
            {
                Complete(append, stale.Contains(append) ? StorageException.LeaseLost(append.Partition) : null);
            }
        }
        catch (Exception fault)
        {
            // Whether the transaction has landed only the log knows: whoever opens a partition next reads it.
            await CloseAsync();
            batch.ForEach(append => Complete(append, MySqlDatabase.Translate(fault)));
        }
    }

    /// <summary>Writes what may be written, and returns what may not: two round trips, unless it is much.</summary>
    private async Task<HashSet<MySqlAppend>> TransactAsync(List<MySqlAppend> batch)
    {
        var epochs = await BeginAsync(batch);
        var stale = batch.Where(append => epochs.GetValueOrDefault(append.Partition) != append.Epoch).ToHashSet();
        var rows = new MySqlRows(_connection!, null);
        foreach (var append in batch.Where(append => !stale.Contains(append)))
        {
            await rows.AddAsync(EntryTable, append.Partition, append.Offset, append.Payload);
        }

        foreach (var append in batch.Where(append => !append.EventIds.IsEmpty && !stale.Contains(append)))
        {
            await rows.AddAsync(EventIdTable, append.Partition, append.Offset, append.EventIds);
        }

        await rows.SendAsync("COMMIT");
        return stale;
    }

    private async Task<Dictionary<int, long>> BeginAsync(List<MySqlAppend> batch)
    {
        var partitions = batch.Select(append => append.Partition);
        var isRested = _connection is not null;
        _connection ??= await _database.ConnectAsync(CancellationToken.None);
        try
        {
            return await MySqlEpochs.BeginAsync(_connection, partitions);
        }
        catch (Exception) when (isRested && _connection.State != ConnectionState.Open)
        {
            // A server closes connections that rest, or has been started anew; nothing has happened here yet.
            await CloseAsync();
            _connection = await _database.ConnectAsync(CancellationToken.None);
            return await MySqlEpochs.BeginAsync(_connection, partitions);
        }
    }

    private static void Complete(MySqlAppend append, Exception? fault)
    {
        if (fault is null)
        {
            append.Committed.SetResult();
        }
        else
        {
            append.Committed.SetException(fault);
        }
    }

    private async Task CloseAsync()
    {
        if (_connection is not { } connection)
        {
            return;
        }

        _connection = null;
        await using (connection)
        {
            if (connection.State == ConnectionState.Open)
            {
                await RollBackAsync(connection);
            }
        }
    }

    // The provider does not know of our transaction, and the connection goes back to its pool.
    private static async Task RollBackAsync(DbConnection connection)
    {
        try
        {
            await using var command = SqlCommands.Create(connection, "ROLLBACK", 0);
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception fault) when (fault is DbException or IOException or SocketException or InvalidOperationException)
        {
            // Gone, and its transaction with it.
        }
    }
}
