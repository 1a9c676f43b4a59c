using System.Globalization;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.UsageLog;

/// <summary>
/// The usage log in SQL tables. Entries share a row with all others of their commit; other rows have as id their
/// partition and, in the lower 40 bits, their number.
/// </summary>
public sealed class SqlUsageLog(SqlDatabase database, SqlCommitQueue queue) : IUsageLog
{
    private readonly LogLeases _leases = new();
    private readonly Lock _gate = new();
    private Task<LogRecovery>? _recovery;

    /// <summary>Bytes of log that no checkpoint has cut off, of all partitions; 0 until one has been read.</summary>
    public long TailBytes => Rows.Bytes;

    internal SqlDatabase Database => database;

    internal LogRows Rows { get; } = new();

    /// <inheritdoc/>
    public async Task<IPartitionLog> OpenAsync(int partition, CancellationToken cancellation)
    {
        // In the writer's order: what came before is committed when this returns, what comes later is checked.
        var epoch = 0L;
        await queue.EnqueueAsync(_ => epoch = _leases.Raise(partition), cancellation);
        return new SqlPartitionLog(this, partition, epoch);
    }

    /// <inheritdoc/>
    public async Task<int> FixPartitionCountAsync(int wanted, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 1);
        var text = "";
        await queue.EnqueueAsync(
            writer =>
            {
                writer.Execute(
                    "INSERT INTO engine_setting (name, value) VALUES ('partitions', @p0) ON CONFLICT (name) DO NOTHING",
                    wanted.ToString(CultureInfo.InvariantCulture));
                using var reader = writer.Query("SELECT value FROM engine_setting WHERE name = 'partitions'");
                reader.Read();
                text = reader.GetString(0);
            },
            cancellation);
        return int.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a piece of work of a lease, unless the partition has been opened since.</summary>
    internal Task WriteAsync(
        int partition, long epoch, int sizeHint, Action<SqlWriter> work, CancellationToken cancellation) =>
        queue.EnqueueAsync(new LeasedWork(_leases, partition, epoch, sizeHint, work), cancellation);

    // Off the caller's scheduler: all partitions wait for the one that happened to come first.
    internal Task<LogRecovery> RecoverAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_recovery is null or { IsFaulted: true })
            {
                _recovery = Task.Run(ReadRecoveryAsync, CancellationToken.None);
            }

            return _recovery.IsCompleted ? _recovery : _recovery.WaitAsync(cancellation);
        }
    }

    private async Task<LogRecovery> ReadRecoveryAsync()
    {
        var recovery = await database.ReadAsync(LogRecovery.Read, CancellationToken.None);
        await queue.EnqueueAsync(
            writer => writer.AfterCommit(() => Rows.Restore(recovery.Rows, recovery.Checkpoints)),
            CancellationToken.None);
        return recovery;
    }

    private sealed class LeasedWork(
        LogLeases leases, int partition, long epoch, int sizeHint, Action<SqlWriter> work) : ISqlWork
    {
        public bool IsUrgent => true;

        public int SizeHint => sizeHint;

        public void Execute(SqlWriter writer)
        {
            leases.Check(partition, epoch);
            work(writer);
        }
    }
}
