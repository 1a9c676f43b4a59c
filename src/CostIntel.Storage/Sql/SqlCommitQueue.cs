using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace CostIntel.Storage.Sql;

/// <summary>
/// The one writer of a database. It takes everything that waits and commits it in one transaction, so that the cost
/// of a sync to disk is shared by all that arrived during the one before.
/// </summary>
public sealed class SqlCommitQueue : IAsyncDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "CostIntel.Storage";

    // Bounds the time for which others wait, and the memory of the write-ahead log.
    private const int CommitBytesMax = 8 << 20;
    private const int WaitingMax = 65_536;

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Commits = Meter.CreateCounter<long>("costintel_storage_commits");
    private static readonly Counter<long> Works = Meter.CreateCounter<long>("costintel_storage_works");
    private static readonly Counter<double> CommitSeconds = Meter.CreateCounter<double>(
        "costintel_storage_commit_seconds", description: "Time spent in transactions, the sync to disk included.");
    private static readonly Counter<double> SyncSeconds = Meter.CreateCounter<double>(
        "costintel_storage_sync_seconds", description: "The part of it after the last statement.");

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private readonly Thread _thread;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the writer.</summary>
    public SqlCommitQueue(SqlDatabase database)
    {
        var writer = new SqlWriter(database.OpenConnection());
        _thread = new Thread(() => Run(writer)) { IsBackground = true, Name = "CostIntel commits" };
        _thread.Start();
    }

    /// <summary>Runs a piece of work in the next transaction; committed and on disk when it returns.</summary>
    public async Task EnqueueAsync(ISqlWork work, CancellationToken cancellation = default)
    {
        var waiting = new Waiting(work, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync(waiting, cancellation);
        await waiting.Committed.Task;
    }

    /// <summary>The same for a function.</summary>
    public Task EnqueueAsync(Action<SqlWriter> work, CancellationToken cancellation = default) =>
        EnqueueAsync(new ActionWork(work), cancellation);

    /// <summary>Commits what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopped.Task;
    }

    private void Run(SqlWriter writer)
    {
        using (writer)
        {
            var batch = new List<Waiting>();
            while (WaitForWork())
            {
                Take(batch);
                Commit(writer, batch);
                batch.Clear();
            }
        }

        _stopped.SetResult();
    }

    private bool WaitForWork()
    {
#pragma warning disable RS0030 // The writer has a thread of its own, which has nothing else to do than to wait here.
        return _waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();
#pragma warning restore RS0030
    }

    private void Take(List<Waiting> batch)
    {
        var bytes = 0;
        while (bytes < CommitBytesMax && _waiting.Reader.TryRead(out var waiting))
        {
            batch.Add(waiting);
            bytes += waiting.Work.SizeHint;
        }
    }

    private static void Commit(SqlWriter writer, List<Waiting> batch)
    {
        var started = Stopwatch.GetTimestamp();
        if (TryCommit(writer, batch, out var fault))
        {
            CommitSeconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            Commits.Add(1);
            Works.Add(batch.Count);
            batch.ForEach(waiting => waiting.Committed.SetResult());
        }
        else if (batch.Count == 1)
        {
            batch[0].Committed.SetException(fault);
        }
        else
        {
            // One of them is at fault; alone each shows its own.
            batch.ForEach(waiting => Commit(writer, [waiting]));
        }
    }

    private static bool TryCommit(SqlWriter writer, List<Waiting> batch, out Exception fault)
    {
        fault = null!;
        try
        {
            writer.Begin();
            foreach (var waiting in batch)
            {
                waiting.Work.Execute(writer);
            }

            var executed = Stopwatch.GetTimestamp();
            writer.Commit();
            SyncSeconds.Add(Stopwatch.GetElapsedTime(executed).TotalSeconds);
            return true;
        }
        catch (Exception failure)
        {
            fault = failure;
            writer.Rollback();
            return false;
        }
    }

    private readonly record struct Waiting(ISqlWork Work, TaskCompletionSource Committed);

    private sealed class ActionWork(Action<SqlWriter> action) : ISqlWork
    {
        public int SizeHint => 256;

        public void Execute(SqlWriter writer) => action(writer);
    }
}

/// <summary>A piece of work for the writer.</summary>
public interface ISqlWork
{
    /// <summary>About how many bytes it writes.</summary>
    int SizeHint { get; }

    /// <summary>Runs inside the open transaction; may run again when the transaction of others failed with it.</summary>
    void Execute(SqlWriter writer);
}
