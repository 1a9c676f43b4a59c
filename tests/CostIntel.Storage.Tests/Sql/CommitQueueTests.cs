using System.Diagnostics.Metrics;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Tests.Sql;

public sealed class CommitQueueTests
{
    [Fact]
    public async Task What_waits_is_committed_together()
    {
        await using var store = new TestStore();
        using var gate = new ManualResetEventSlim();
        var transactions = new HashSet<long>();
        var first = store.Queue.EnqueueAsync(_ => gate.Wait());
        var others = Enumerable.Range(0, 100)
            .Select(_ => store.Queue.EnqueueAsync(writer => transactions.Add(writer.Transaction))).ToList();

        gate.Set();
        await Task.WhenAll([first, .. others]);

        Assert.InRange(transactions.Count, 1, 2);
    }

    [Fact]
    public async Task A_work_that_fails_fails_alone()
    {
        await using var store = new TestStore();
        using var gate = new ManualResetEventSlim();
        var first = store.Queue.EnqueueAsync(_ => gate.Wait());
        var good = store.Queue.EnqueueAsync(writer => Put(writer, "a"));
        var bad = store.Queue.EnqueueAsync(_ => throw new InvalidOperationException("broken"));
        var also = store.Queue.EnqueueAsync(writer => Put(writer, "b"));
        gate.Set();

        await Task.WhenAll(first, good, also);

        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => bad)).Message);
        Assert.Equal(["a", "b"], await NamesAsync(store));
    }

    [Fact]
    public async Task Actions_after_a_commit_run_only_when_it_was_committed()
    {
        await using var store = new TestStore();
        var committed = new List<string>();

        await store.Queue.EnqueueAsync(writer => writer.AfterCommit(() => committed.Add("good")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Queue.EnqueueAsync(writer =>
        {
            writer.AfterCommit(() => committed.Add("bad"));
            throw new InvalidOperationException();
        }));

        Assert.Equal(["good"], committed);
    }

    [Fact]
    public async Task Closing_commits_what_waits()
    {
        await using var store = new TestStore();
        var waiting = Enumerable.Range(0, 50).Select(i => store.Queue.EnqueueAsync(writer => Put(writer, $"{i:00}"))).ToList();

        await store.ReopenAsync();

        await Task.WhenAll(waiting);
        Assert.Equal(50, (await NamesAsync(store)).Count);
    }

    [Fact]
    public async Task A_file_serves_one_engine_at_a_time()
    {
        await using var store = new TestStore();

        var fault = Assert.Throws<StorageException>(() => SqlDatabase.Open(store.File));

        Assert.Contains("another engine", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_later_version_and_one_that_is_no_database_are_refused()
    {
        await using var store = new TestStore();
        await store.Queue.EnqueueAsync(writer => writer.Execute("PRAGMA user_version = 999"));

        var fault = await Assert.ThrowsAsync<StorageException>(store.ReopenAsync);
        Assert.Contains("later version", fault.Message, StringComparison.Ordinal);

        var text = store.File + ".txt";
        await File.WriteAllTextAsync(text, new string('x', 5_000));
        Assert.Throws<StorageException>(() => SqlDatabase.Open(text));
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
        await using var store = new TestStore();

        await store.Queue.EnqueueAsync(writer => Put(writer, "a"));

        Assert.True(Interlocked.Read(ref commits) >= 1);
    }

    private static void Put(SqlWriter writer, string name) =>
        writer.Execute("INSERT INTO engine_setting (name, value) VALUES (@p0, '')", name);

    private static async Task<List<string>> NamesAsync(TestStore store)
    {
        var names = new List<string>();
        await store.Queue.EnqueueAsync(writer =>
        {
            names.Clear();
            using var reader = writer.Query("SELECT name FROM engine_setting ORDER BY name");
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
            }
        });
        return names;
    }
}
