using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CostIntel.Storage.Sql;

/// <summary>
/// The one writer of a database. It takes everything that waits and commits it in one transaction, so that the cost
/// of a sync to disk is shared by all that arrived during the one before.
/// </summary>
/// <remarks>
/// What is urgent (the log, incidents) goes first, and the rest (snapshots, imports) in small portions beside it, so that
/// nobody waits behind a checkpoint.
/// The queue has no bound of its own: a caller that awaits its commit is the bound, and what waits here is held in its
/// caller's memory anyway.
/// </remarks>
public sealed class SqlCommitQueue : IAsyncDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "CostIntel.Storage";

    // Bounds the time for which others wait, and the memory of the write-ahead log.
    private const int CommitBytesMax = 8 << 20;

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Commits = Meter.CreateCounter<long>("costintel_storage_commits");
    private static readonly Counter<long> Works = Meter.CreateCounter<long>("costintel_storage_works");
    private static readonly Counter<double> CommitSeconds = Meter.CreateCounter<double>(
        "costintel_storage_commit_seconds", description: "Time spent in transactions, the sync to disk included.");
    private static readonly Counter<double> SyncSeconds = Meter.CreateCounter<double>(
        "costintel_storage_sync_seconds", description: "The part of it after the last statement.");

    // What somebody waits for never stands behind more of the rest than this.
    private const int RestBytesMax = 512 << 10;

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _urgent = new();
    private readonly Queue<Waiting> _rest = new();
    private readonly ManualResetEventSlim _hasWork = new();
    private bool _isClosed;
    private readonly SqlWriter _writer;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the writer.</summary>
    public SqlCommitQueue(ISqlDatabase database)
    {
        _writer = new SqlWriter(database);
        new Thread(Run) { IsBackground = true, Name = "CostIntel commits" }.Start();
    }

    /// <summary>Runs a piece of work in the next transaction; committed and on disk when it returns.</summary>
    /// <param name="work">What it throws fails it alone; a commit that fails, fails all that it held.</param>
    /// <param name="cancellation">Drops the work if its transaction has not begun; after that it has no effect.</param>
    /// <exception cref="ObjectDisposedException">The queue has been closed.</exception>
    public Task EnqueueAsync(ISqlWork work, CancellationToken cancellation = default)
    {
        var waiting = new Waiting(work, cancellation);
        lock (_gate)
        {
            if (_isClosed)
            {
                return Task.FromException(new ObjectDisposedException(nameof(SqlCommitQueue), "The database is being closed."));
            }

            (work.IsUrgent ? _urgent : _rest).Enqueue(waiting);
        }

        _hasWork.Set();
        return waiting.Committed.Task;
    }

    /// <summary>The same for a function; like any work it may run again.</summary>
    public Task EnqueueAsync(Action<SqlWriter> work, CancellationToken cancellation = default) =>
        EnqueueAsync(new ActionWork(work), cancellation);

    /// <summary>Commits what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        _hasWork.Set();
        await _stopped.Task;
        _hasWork.Dispose();
    }

    private void Run()
    {
        var batch = new List<Waiting>();
        while (WaitForWork())
        {
            Take(batch);
            Commit(batch);
            batch.Clear();
        }

        _writer.Dispose();
        _stopped.SetResult();
    }

    private bool WaitForWork()
    {
        while (true)
        {
            lock (_gate)
            {
                if (_urgent.Count + _rest.Count > 0)
                {
                    return true;
                }

                if (_isClosed)
                {
                    return false;
                }

                _hasWork.Reset();
            }

            // The writer has a thread of its own, which has nothing else to do than to wait here.
            _hasWork.Wait();
        }
    }

    private void Take(List<Waiting> batch)
    {
        lock (_gate)
        {
            Take(_urgent, batch, CommitBytesMax);
            Take(_rest, batch, RestBytesMax);
        }
    }

    private static void Take(Queue<Waiting> from, List<Waiting> batch, long bytesMax)
    {
        var bytes = 0L;
        while (bytes < bytesMax && from.TryDequeue(out var waiting))
        {
            if (waiting.Cancellation.IsCancellationRequested)
            {
                waiting.Committed.SetCanceled(waiting.Cancellation);
                continue;
            }

            batch.Add(waiting);
            bytes += waiting.Work.SizeHint;
        }
    }

    private void Commit(List<Waiting> batch)
    {
        var attempts = 0;
        while (batch.Count > 0)
        {
            var started = Stopwatch.GetTimestamp();
            var (failing, fault) = Transact(batch);
            if (SqlDeadlocks.MayTryAgain(fault, ++attempts))
            {
                continue;
            }

            if (failing is not null)
            {
                // The transaction is gone; what it held besides the failing work runs again without it.
                failing.Committed.SetException(fault!);
                batch.Remove(failing);
                continue;
            }

            if (fault is null)
            {
                CommitSeconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
                Commits.Add(1);
                Works.Add(batch.Count);
            }

            Complete(batch, fault);
            return;
        }
    }

    /// <summary>Runs one transaction; returns what went wrong and, if it was one work's own doing, whose.</summary>
    private (Waiting? Failing, Exception? Fault) Transact(List<Waiting> batch)
    {
        Waiting? running = null;
        try
        {
            _writer.Begin();
            foreach (var waiting in batch)
            {
                running = waiting;
                waiting.Work.Execute(_writer);
            }

            running = null;
            var executed = Stopwatch.GetTimestamp();
            _writer.Commit();
            SyncSeconds.Add(Stopwatch.GetElapsedTime(executed).TotalSeconds);
            return (null, null);
        }
        catch (Exception fault)
        {
            _writer.Rollback();
            return (running, fault);
        }
    }

    private static void Complete(List<Waiting> batch, Exception? fault)
    {
        foreach (var waiting in batch)
        {
            if (fault is null)
            {
                waiting.Committed.SetResult();
            }
            else
            {
                waiting.Committed.SetException(fault);
            }
        }
    }

    private sealed class Waiting(ISqlWork work, CancellationToken cancellation)
    {
        public ISqlWork Work => work;

        public CancellationToken Cancellation => cancellation;

        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class ActionWork(Action<SqlWriter> action) : ISqlWork
    {
        public int SizeHint => 256;

        public void Execute(SqlWriter writer) => action(writer);
    }
}
