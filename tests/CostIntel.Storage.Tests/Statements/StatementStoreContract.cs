using System.Globalization;
using System.Text;
using CostIntel.Storage.Sql;
using CostIntel.Storage.Statements;

namespace CostIntel.Storage.Tests.Statements;

/// <summary>What every statement store has to do.</summary>
public abstract class StatementStoreContract
{
    private static readonly BookKey January = new("aws/1", 1_000, 2_000);
    private static readonly BookKey February = new("aws/1", 2_000, 3_000);

    [SkippableFact]
    public async Task Rows_of_one_key_add_up_and_a_batch_that_is_sent_again_does_not()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store, "one");

        Assert.True(await StageAsync(store, "one", 1, Row(January, 1, 5), Row(January, 1, 6)));
        Assert.Equal(
            StagingOutcome.StagedAlready, await OutcomeAsync(store, "one", 1, Row(January, 1, 5), Row(January, 1, 6)));
        Assert.True(await StageAsync(store, "one", 2, Row(January, 1, 7)));

        var change = Assert.Single(await ChangesAsync(store, "one", wholePeriod: false));
        Assert.Empty(change.Old);
        Assert.Equal((3L, 18), (change.New[0].RowCount, Value(change.New[0])));
    }

    [SkippableFact]
    public async Task An_import_that_is_opened_again_goes_on_where_it_was()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store, "one");
        await StageAsync(store, "one", 1, Row(January, 1, 5));

        await store.ReopenAsync();
        var record = await OpenAsync(store, "one");

        Assert.Equal((ImportState.Staging, 1L), (record.State, record.StagedSequence));
        Assert.Equal("detail"u8.ToArray(), record.Detail);
    }

    [SkippableFact]
    public async Task Changes_stand_beside_what_the_book_says_in_the_same_order_every_time()
    {
        await using var store = await CreateAsync();
        await ImportAsync(store, "one", Row(January, 1, 5), Row(January, 2, 6), Row(January, 3, 7));
        await OpenAsync(store, "two");
        await StageAsync(store, "two", 1, Row(January, 2, 60), Row(January, 4, 8));

        var rows = await ChangesAsync(store, "two", wholePeriod: false);
        var period = await ChangesAsync(store, "two", wholePeriod: true);

        Assert.Equal(["6>60", ">8"], rows.Select(Shown));
        Assert.Equal(["5>", "6>60", "7>", ">8"], period.Select(Shown));
        Assert.Equal(period.Select(Shown), (await ChangesAsync(store, "two", wholePeriod: true)).Select(Shown));
    }

    [SkippableFact]
    public async Task Applied_rows_replace_keys_and_a_whole_period_replaces_its_book_alone()
    {
        await using var store = await CreateAsync();
        await ImportAsync(store, "one", Row(January, 1, 5), Row(January, 2, 6), Row(February, 1, 9));

        await ImportAsync(store, "two", wholePeriod: true, Row(January, 2, 60));

        await OpenAsync(store, "three");
        await StageAsync(store, "three", 1, Row(January, 9, 1), Row(February, 9, 1));
        var changes = await ChangesAsync(store, "three", wholePeriod: true);
        Assert.Equal(["60>", ">1", "9>", ">1"], changes.Select(Shown));
    }

    [SkippableFact]
    public async Task An_import_of_many_keys_is_applied_once_and_wholly()
    {
        await using var store = await CreateAsync();
        StagedRow[] rows = [.. Enumerable.Range(0, 9_000).Select(key => Row(January, key, key))];
        await OpenAsync(store, "one");
        await StageAsync(store, "one", 1, rows);

        await CommitAsync(store, "one", wholePeriod: false);
        await Assert.ThrowsAsync<StorageException>(
            () => store.Statements.ApplyAsync("one", wholePeriod: false, default));

        await OpenAsync(store, "two");
        await StageAsync(store, "two", 1, rows);
        var changes = await ChangesAsync(store, "two", wholePeriod: true);
        Assert.Equal(9_000, changes.Count);
        Assert.All(changes, change => Assert.Equal(Value(change.Old[0]), Value(change.New[0])));
    }

    [SkippableFact]
    public async Task A_book_stays_whole_when_several_apply_the_same_import()
    {
        await using var store = await CreateAsync();
        StagedRow[] rows = [.. Enumerable.Range(0, 9_000).Select(key => Row(January, key, key))];
        await OpenAsync(store, "one");
        await StageAsync(store, "one", 1, rows);
        await CountAsync(store, "one");

        var applying = new List<Task>();
        for (var number = 0; number < 8; number++)
        {
            applying.Add(ApplyUnlessEndedAsync(store, "one"));
            await OpenAsync(store, $"beside-{number}");
        }

        await Task.WhenAll(applying);
        Assert.Equal(ImportState.Done, (await store.Statements.FindAsync("one", default))?.State);
        await OpenAsync(store, "two");
        await StageAsync(store, "two", 1, rows);
        var changes = await ChangesAsync(store, "two", wholePeriod: true);
        Assert.All(changes, change => Assert.Equal(change.Old.Select(Value), change.New.Select(Value)));
        Assert.Equal(9_000, changes.Count);
    }

    [SkippableFact]
    public async Task Changes_cannot_be_read_any_more_when_the_import_is_being_applied()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store, "one");
        await StageAsync(store, "one", 1, Row(January, 1, 5));
        await CountAsync(store, "one");

        var refused = await Assert.ThrowsAsync<StorageException>(() => ChangesAsync(store, "one", wholePeriod: true));
        Assert.Contains("counted elsewhere", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_aborted_import_leaves_the_book_as_it_was_and_takes_no_more_rows()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store, "one");
        await StageAsync(store, "one", 1, Row(January, 1, 5));

        await store.Statements.AbortAsync("one", default);

        Assert.Empty(await ChangesAsync(store, "one", wholePeriod: false));
        Assert.Equal(StagingOutcome.Closed, await OutcomeAsync(store, "one", 1, Row(January, 1, 5)));
        Assert.Equal(StagingOutcome.Closed, await OutcomeAsync(store, "one", 2, Row(January, 1, 5)));
        Assert.Equal(ImportState.Aborted, (await store.Statements.FindAsync("one", default))?.State);
    }

    [SkippableFact]
    public async Task A_sealed_import_takes_no_more_rows_and_an_unknown_one_none()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store, "one");
        await StageAsync(store, "one", 1, Row(January, 1, 5));
        await store.Statements.MoveAsync("one", ImportState.Sealed, null, default);

        Assert.Equal(StagingOutcome.StagedAlready, await OutcomeAsync(store, "one", 1, Row(January, 1, 5)));
        Assert.Equal(StagingOutcome.Closed, await OutcomeAsync(store, "one", 2, Row(January, 1, 5)));
        Assert.Equal(StagingOutcome.Closed, await OutcomeAsync(store, "none", 1, Row(January, 1, 5)));
    }

    [SkippableFact]
    public async Task An_import_moves_on_by_one_state_at_a_time_and_never_back()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store, "one");
        await Assert.ThrowsAsync<StorageException>(
            () => store.Statements.MoveAsync("one", ImportState.Dispatching, null, default));
        await store.Statements.MoveAsync("one", ImportState.Sealed, null, default);
        await store.Statements.MoveAsync("one", ImportState.Sealed, null, default);
        var refused = await Assert.ThrowsAsync<StorageException>(() => store.Statements.AbortAsync("one", default));
        Assert.Contains("'one' is Sealed", refused.Message, StringComparison.Ordinal);
        await store.Statements.MoveAsync("one", ImportState.Dispatching, "more"u8.ToArray(), default);
        await Assert.ThrowsAsync<StorageException>(
            () => store.Statements.MoveAsync("one", ImportState.Sealed, null, default));
        Assert.Equal("more"u8.ToArray(), (await store.Statements.FindAsync("one", default))!.Detail);
    }

    [SkippableFact]
    public async Task Imports_that_were_never_committed_are_given_up_in_time()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store, "forgotten");
        await StageAsync(store, "forgotten", 1, Row(January, 1, 5));
        await ImportAsync(store, "done", Row(January, 1, 5));

        Assert.Equal(0, await store.Statements.TidyAsync(DateTimeOffset.UnixEpoch, default));
        Assert.Equal(1, await store.Statements.TidyAsync(DateTimeOffset.UnixEpoch.AddDays(1), default));

        Assert.Equal(ImportState.Aborted, (await store.Statements.FindAsync("forgotten", default))?.State);
        Assert.Equal(ImportState.Done, (await store.Statements.FindAsync("done", default))?.State);
        Assert.Empty(await ChangesAsync(store, "forgotten", wholePeriod: false));
    }

    [SkippableFact]
    public async Task Ids_that_differ_in_case_or_in_a_space_at_the_end_are_different()
    {
        await using var store = await CreateAsync();
        string[] accounts = ["aws/a", "aws/A", "aws/a ", "aws/\u00e4", "aws/\ud83d\ude00", new string('x', 2_000)];
        foreach (var account in accounts)
        {
            await ImportAsync(store, $"first-{Array.IndexOf(accounts, account)}", Row(January with { BillingAccount = account }, 1, 5));
        }

        await OpenAsync(store, "again");
        var rows = accounts.Select(account => Row(January with { BillingAccount = account }, 1, 6)).ToArray();
        await StageAsync(store, "again", 1, rows);
        var changes = await ChangesAsync(store, "again", wholePeriod: false);
        Assert.Equal(Enumerable.Repeat("5>6", accounts.Length), changes.Select(Shown));
    }

    [SkippableFact]
    public async Task Committed_imports_that_are_not_done_are_found_after_a_restart()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store, "staging");
        await OpenAsync(store, "sealed");
        await store.Statements.MoveAsync("sealed", ImportState.Sealed, null, default);
        await ImportAsync(store, "done", Row(January, 1, 1));

        await store.ReopenAsync();

        Assert.Equal(["sealed"], (await store.Statements.ReadUnfinishedAsync(default)).Select(record => record.ImportId));
    }

    protected abstract Task<IStoreUnderTest> CreateAsync();

    private static StagedRow Row(BookKey book, int key, int value)
    {
        var rowKey = new byte[16];
        BitConverter.TryWriteBytes(rowKey, System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(key));
        return new StagedRow(book, rowKey, new byte[16], Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
    }

    private static int Value(StatementPart part) => Value(part.Payload);

    private static int Value(ReadOnlySpan<byte> payload) =>
        int.Parse(Encoding.ASCII.GetString(payload), CultureInfo.InvariantCulture);

    private static string Shown(StatementChange change) =>
        string.Join('+', change.Old.Select(Value)) + ">" + string.Join('+', change.New.Select(Value));

    private static Task<ImportRecord> OpenAsync(IStoreUnderTest store, string id) => store.Statements.OpenAsync(
        new ImportOpening(id, "default", "focus", false, "", DateTimeOffset.UnixEpoch), default);

    private static async Task<bool> StageAsync(IStoreUnderTest store, string id, long sequence, params StagedRow[] rows) =>
        await OutcomeAsync(store, id, sequence, rows) == StagingOutcome.Staged;

    private static Task<StagingOutcome> OutcomeAsync(IStoreUnderTest store, string id, long sequence, params StagedRow[] rows) =>
        store.Statements.StageAsync(
            id,
            sequence,
            rows,
            (kept, added) => Encoding.ASCII.GetBytes((Value(kept) + Value(added)).ToString(CultureInfo.InvariantCulture)),
            "detail"u8.ToArray(),
            default);

    private static async Task<List<StatementChange>> ChangesAsync(IStoreUnderTest store, string id, bool wholePeriod)
    {
        var changes = new List<StatementChange>();
        await foreach (var change in store.Statements.ReadChangesAsync(id, wholePeriod, default))
        {
            changes.Add(change);
        }

        return changes;
    }

    private static Task ImportAsync(IStoreUnderTest store, string id, params StagedRow[] rows) =>
        ImportAsync(store, id, wholePeriod: false, rows);

    private static async Task ImportAsync(IStoreUnderTest store, string id, bool wholePeriod, params StagedRow[] rows)
    {
        await OpenAsync(store, id);
        await StageAsync(store, id, 1, rows);
        await CommitAsync(store, id, wholePeriod);
    }

    private static async Task CommitAsync(IStoreUnderTest store, string id, bool wholePeriod)
    {
        await CountAsync(store, id);
        await store.Statements.ApplyAsync(id, wholePeriod, default);
    }

    private static async Task CountAsync(IStoreUnderTest store, string id)
    {
        await store.Statements.MoveAsync(id, ImportState.Sealed, null, default);
        await store.Statements.MoveAsync(id, ImportState.Dispatching, null, default);
        await store.Statements.MoveAsync(id, ImportState.Applying, null, default);
    }

    private static async Task ApplyUnlessEndedAsync(IStoreUnderTest store, string id)
    {
        try
        {
            await store.Statements.ApplyAsync(id, wholePeriod: true, default);
        }
        catch (StorageException)
        {
            // Another one has ended it.
        }
    }
}
