using System.Diagnostics.Metrics;
using CostIntel.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace CostIntel.Storage.Tests.Sql;

public sealed class SqlCommitQueueTests : StoreTest
{
    public override Task InitializeAsync() => Store.RunAsync("CREATE TABLE t (id INTEGER PRIMARY KEY)");

    [Fact]
    public async Task Everything_that_waits_shares_one_commit()
    {
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        var works = Enumerable.Range(0, 100).Select(i => new Insert(i)).ToList();
        var committed = works.Select(work => Store.Queue.EnqueueAsync(work)).ToList();
        await held.ReleaseAsync();
        await Task.WhenAll(committed);
        Assert.Single(works.Select(work => work.Transaction).Distinct());
        Assert.Equal(100, Store.Count("t"));
    }

    [Fact]
    public async Task A_commit_takes_no_more_bytes_than_its_bound()
    {
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        var works = Enumerable.Range(0, 4).Select(i => new Insert(i) { SizeHint = 5 << 20, IsUrgent = true }).ToList();
        var committed = works.Select(work => Store.Queue.EnqueueAsync(work)).ToList();
        await held.ReleaseAsync();
        await Task.WhenAll(committed);
        Assert.Equal([2, 2], works.GroupBy(work => work.Transaction).Select(commit => commit.Count()));
    }

    [Fact]
    public async Task What_is_urgent_goes_before_what_is_not_and_beside_little_of_it()
    {
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        var rest = Enumerable.Range(0, 4).Select(i => new Insert(i) { SizeHint = 300 << 10 }).ToList();
        var urgent = new Insert(9) { IsUrgent = true };
        var committed = rest.Append(urgent).Select(work => Store.Queue.EnqueueAsync(work)).ToList();
        await held.ReleaseAsync();
        await Task.WhenAll(committed);

        Assert.Equal([2, 2], rest.GroupBy(work => work.Transaction).Select(commit => commit.Count()));
        Assert.Equal(rest[0].Transaction, urgent.Transaction);
    }

    [Fact]
    public async Task Works_run_in_the_order_in_which_they_came()
    {
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        var order = new List<int>();
        var committed = Enumerable.Range(0, 50).Select(i => Store.Queue.EnqueueAsync(_ => order.Add(i))).ToList();
        await held.ReleaseAsync();
        await Task.WhenAll(committed);
        Assert.Equal(Enumerable.Range(0, 50), order);
    }

    [Fact]
    public async Task A_work_that_throws_fails_alone()
    {
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        var before = Store.Queue.EnqueueAsync(new Insert(1));
        var failing = Store.Queue.EnqueueAsync(writer =>
        {
            writer.Execute("INSERT INTO t (id) VALUES (2)");
            throw new InvalidOperationException("mine");
        });
        var after = new Insert(3);
        var afterwards = Store.Queue.EnqueueAsync(after);
        await held.ReleaseAsync();
        await Task.WhenAll(before, afterwards);
        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        Assert.Equal(2, Store.Count("t"));
        Assert.Equal(0L, Store.Scalar("SELECT COUNT(*) FROM t WHERE id = 2"));
        Assert.Equal(1, after.Runs);
    }

    [Fact]
    public async Task Works_before_one_that_throws_run_again_and_are_committed_once()
    {
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        var good = Enumerable.Range(0, 10).Select(i => new Insert(i)).ToList();
        var committed = good.Select(work => Store.Queue.EnqueueAsync(work)).ToList();
        var clash = Store.Queue.EnqueueAsync(new Insert(5));
        await held.ReleaseAsync();
        await Task.WhenAll(committed);
        await Assert.ThrowsAsync<SqliteException>(() => clash);
        Assert.All(good, work => Assert.Equal(2, work.Runs));
        Assert.Single(good.Select(work => work.Transaction).Distinct());
        Assert.Equal(10, Store.Count("t"));
    }

    [Fact]
    public async Task A_commit_that_fails_fails_all_that_it_held_and_nothing_is_written()
    {
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        var ran = false;
        var works = Enumerable.Range(0, 3).Select(i => Store.Queue.EnqueueAsync(new Insert(i))).ToList();
        works.Add(Store.Queue.EnqueueAsync(writer =>
        {
            writer.BeforeCommit(_ => throw new InvalidOperationException("at the end"));
            writer.AfterCommit(() => ran = true);
        }));
        await held.ReleaseAsync();
        foreach (var work in works)
        {
            Assert.Equal("at the end", (await Assert.ThrowsAsync<InvalidOperationException>(() => work)).Message);
        }

        Assert.False(ran);
        Assert.Equal(0, Store.Count("t"));
        await Store.Queue.EnqueueAsync(new Insert(1));
        Assert.Equal(1, Store.Count("t"));
    }

    [Fact]
    public async Task Actions_after_a_commit_run_only_when_it_was_committed()
    {
        var committed = new List<string>();
        await Store.Queue.EnqueueAsync(writer => writer.AfterCommit(() => committed.Add("good")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Queue.EnqueueAsync(writer =>
        {
            writer.AfterCommit(() => committed.Add("bad"));
            throw new InvalidOperationException();
        }));
        Assert.Equal(["good"], committed);
    }

    [Fact]
    public async Task Commits_are_counted()
    {
        var commits = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "costintel_storage_commits")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref commits, value));
        listener.Start();
        await Store.Queue.EnqueueAsync(new Insert(1));
        Assert.True(Interlocked.Read(ref commits) >= 1);
    }

    [Fact]
    public async Task The_writer_goes_on_when_the_database_has_ended_a_transaction_itself()
    {
        var ended = Store.Queue.EnqueueAsync(writer =>
        {
            writer.Execute("INSERT INTO t (id) VALUES (1)");
            writer.Execute("ROLLBACK");
            writer.Execute("INSERT INTO no_such_table VALUES (1)");
        });
        await Assert.ThrowsAsync<SqliteException>(() => ended);
        await Store.Queue.EnqueueAsync(new Insert(2));
        Assert.Equal(2L, Store.Scalar("SELECT MAX(id) FROM t"));
        Assert.Equal(1, Store.Count("t"));
    }

    [Fact]
    public async Task A_full_disk_fails_what_needs_room_and_the_writer_goes_on_when_there_is_some()
    {
        await Store.RunAsync("CREATE TABLE big (payload BLOB)");
        await Store.RunAsync("PRAGMA max_page_count = 60");
        var large = new byte[4 << 20];
        var full = Store.Queue.EnqueueAsync(
            writer => writer.ExecuteBlob("INSERT INTO big (payload) VALUES (@p0)", large));
        Assert.Equal(13, (await Assert.ThrowsAsync<SqliteException>(() => full)).SqliteErrorCode);
        await Store.Queue.EnqueueAsync(new Insert(1));
        await Store.RunAsync("PRAGMA max_page_count = 1000000");
        await Store.Queue.EnqueueAsync(
            writer => writer.ExecuteBlob("INSERT INTO big (payload) VALUES (@p0)", large));
        Assert.Equal(4L << 20, Store.Scalar("SELECT SUM(LENGTH(payload)) FROM big"));
        Assert.Equal(1, Store.Count("t"));
    }

    [Fact]
    public async Task A_work_cancelled_before_its_turn_does_not_run()
    {
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        using var cancellation = new CancellationTokenSource();
        var dropped = new Insert(1);
        var cancelled = Store.Queue.EnqueueAsync(dropped, cancellation.Token);
        var kept = Store.Queue.EnqueueAsync(new Insert(2), CancellationToken.None);
        await cancellation.CancelAsync();
        await held.ReleaseAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await kept;
        Assert.Equal(0, dropped.Runs);
        Assert.Equal(1, Store.Count("t"));
    }

    [Fact]
    public async Task Closing_commits_what_waits_and_refuses_what_comes_later()
    {
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        var waiting = Enumerable.Range(0, 20).Select(i => Store.Queue.EnqueueAsync(new Insert(i))).ToList();
        var closed = Store.Queue.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.Queue.EnqueueAsync(new Insert(99)));
        await held.ReleaseAsync();
        await closed;
        Assert.All(waiting, work => Assert.True(work.IsCompletedSuccessfully));
        Assert.Equal(20, Store.Count("t"));
    }

    [Fact]
    public async Task What_is_reported_as_committed_is_in_the_files_as_a_kill_would_leave_them()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Store.Queue.EnqueueAsync(new Insert(i))));
        using var held = await HeldWriter.HoldAsync(Store.Queue);
        var unfinished = Store.Queue.EnqueueAsync(new Insert(200));
        await using var copy = Store.Kill();
        Assert.Equal(200, copy.Count("t"));
        await held.ReleaseAsync();
        await unfinished;
    }

    [Fact]
    public async Task Large_values_are_stored_as_they_are_and_empty_ones_are_not_null()
    {
        await Store.RunAsync("CREATE TABLE big (a INTEGER, b INTEGER, payload BLOB NOT NULL)");
        byte[] bytes = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i % 251))];
        const string Sql = "INSERT INTO big (a, b, payload) VALUES (@p0, @p1, @p2)";
        await Store.Queue.EnqueueAsync(writer =>
        {
            writer.ExecuteBlob(Sql, bytes.AsSpan(7), 1, -2);
            writer.ExecuteBlob(Sql, [], long.MaxValue, 3);
        });
        Assert.Equal(bytes[7..], Store.Scalar("SELECT payload FROM big WHERE a = 1 AND b = -2"));
        Assert.Equal(0L, Store.Scalar($"SELECT LENGTH(payload) FROM big WHERE a = {long.MaxValue}"));
    }

    private sealed class Insert(int id) : ISqlWork
    {
        public int SizeHint { get; init; } = 16;

        public bool IsUrgent { get; init; }

        public long Transaction { get; private set; }

        public int Runs { get; private set; }

        public void Execute(SqlWriter writer)
        {
            Runs++;
            Transaction = writer.Transaction;
            writer.Execute("INSERT INTO t (id) VALUES (@p0)", id);
        }
    }
}
