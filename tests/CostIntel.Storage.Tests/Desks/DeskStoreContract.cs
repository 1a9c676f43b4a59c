using CostIntel.Storage.Desks;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Tests.Desks;

/// <summary>What every store of a desk has to do.</summary>
public abstract class DeskStoreContract(Func<DeskStores, IDeskStore> which)
{
    private const string Tenant = "default";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [SkippableFact]
    public async Task A_desk_starts_from_what_was_committed_last_also_after_a_restart()
    {
        await using var store = await CreateAsync();
        var empty = await OpenAsync(store);
        await CommitAsync(store, 0, [Incident("a"), Incident("b", closed: Now.AddDays(-1)), Incident("c", closed: Now.AddDays(-9))], [[1], [2]], rules: [7]);
        await CommitAsync(store, 2, [Incident("a", payload: 5)], []);
        await store.ReopenAsync();
        var desk = await OpenAsync(store);

        Assert.Equal((0L, true, 0), (empty.LastSequence, empty.Rules is null, empty.Items.Count));
        Assert.Equal(3, desk.LastSequence);
        Assert.Equal([7], desk.Rules);
        Assert.Equal("0,5", string.Join(",", desk.Items.Select(payload => payload[0]).Order()));
    }

    [SkippableFact]
    public async Task Two_desks_that_know_the_same_cannot_both_commit()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store);
        await CommitAsync(store, 0, [Incident("a")], [[1]]);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => CommitAsync(store, 0, [Incident("b")], [[2]]));

        Assert.True(refusal.IsLeaseLost);
        Assert.Null(await DeskOf(store).FindAsync(Tenant, "b", default));
        Assert.Equal<long>([1], (await DeskOf(store).ReadEventsAsync(Tenant, 0, 10, default)).Select(happened => happened.Sequence));
    }

    [SkippableFact]
    public async Task Events_are_read_behind_a_cursor_in_order_and_commits_without_events_leave_gaps()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store);
        await CommitAsync(store, 0, [Incident("a")], [[1], [2]]);
        await CommitAsync(store, 2, [Incident("a")], []);
        await CommitAsync(store, 3, [Incident("a")], [[4]]);

        Assert.Equal([1L, 2, 4], await SequencesAsync(store, 0, 10));
        Assert.Equal([2L], await SequencesAsync(store, 1, 1));
        Assert.Equal([4L], await SequencesAsync(store, 2, 10));
        Assert.Equal(4, await DeskOf(store).LastSequenceAsync(Tenant, default));
    }

    [SkippableFact]
    public async Task Tenants_are_apart()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store);
        await CommitAsync(store, 0, [Incident("a")], [[1]], findings: [1]);
        var other = await DeskOf(store).OpenAsync("other", Now, default);

        Assert.Empty(other.Items);
        Assert.Empty(await DeskOf(store).ReadEventsAsync("other", 0, 10, default));
        Assert.Null(await DeskOf(store).FindAsync("other", "a", default));
        Assert.Empty(await ListAsync(DeskOf(store).ReadFindingsAsync("other", Now.AddDays(-1), default)));
    }

    [SkippableFact]
    public async Task Incidents_are_listed_newest_first_over_all_pages_by_state_and_time()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store);
        var incidents = Enumerable.Range(0, 1_100)
            .Select(number => Incident($"i-{number:0000}", number % 2 == 0 ? null : Now, Now.AddMinutes(number / 2)))
            .ToList();
        await CommitAsync(store, 0, incidents, []);

        Assert.Equal(1_100, (await ListAsync(store, new(null, null, null))).Count);
        Assert.Equal(550, (await ListAsync(store, new(true, null, null))).Count);
        Assert.Equal(550, (await ListAsync(store, new(false, null, null))).Count);
        Assert.Equal(20, (await ListAsync(store, new(null, Now.AddMinutes(10), Now.AddMinutes(20)))).Count);
    }

    [SkippableFact]
    public async Task Tidying_drops_what_is_old_and_nothing_that_is_open()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store);
        await CommitAsync(store, 0, [Incident("open", opened: Now.AddDays(-500)), Incident("closed", Now.AddDays(-401))], [[1]], findings: [1], at: Now.AddDays(-401));
        await CommitAsync(store, 1, [Incident("young", Now.AddDays(-3))], [[2]], findings: [2], at: Now.AddDays(-36));
        await CommitAsync(store, 2, [], [[3]], findings: [3]);

        await DeskOf(store).TidyAsync(Tenant, Now.AddDays(-35), Now.AddDays(-400), default);

        Assert.Equal(2, (await ListAsync(store, new(null, null, null))).Count);
        Assert.Equal([2L, 3], await SequencesAsync(store, 0, 10));
        Assert.Equal([3], Assert.Single(await ListAsync(DeskOf(store).ReadFindingsAsync(Tenant, DateTimeOffset.UnixEpoch, default))));
    }

    protected abstract Task<IStoreUnderTest> CreateAsync();

    private IDeskStore DeskOf(IStoreUnderTest store) => which(store.Desks);

    private Task<DeskRecord> OpenAsync(IStoreUnderTest store) => DeskOf(store).OpenAsync(Tenant, Now.AddDays(-7), default);

    private Task CommitAsync(
        IStoreUnderTest store,
        long after,
        IReadOnlyList<ItemRecord> incidents,
        IReadOnlyList<byte[]> events,
        byte[]? rules = null,
        byte[]? findings = null,
        DateTimeOffset? at = null) =>
        DeskOf(store).CommitAsync(new(Tenant, after, at ?? Now, incidents, events, findings, rules), default);

    private static ItemRecord Incident(string id, DateTimeOffset? closed = null, DateTimeOffset? opened = null, byte payload = 0) =>
        new(id, opened ?? Now, closed, [payload]);

    private async Task<IEnumerable<long>> SequencesAsync(IStoreUnderTest store, long after, int limit) =>
        (await DeskOf(store).ReadEventsAsync(Tenant, after, limit, default)).Select(happened => happened.Sequence);

    private Task<List<byte[]>> ListAsync(IStoreUnderTest store, ItemRange range) =>
        ListAsync(DeskOf(store).ReadItemsAsync(Tenant, range, default));

    private static async Task<List<byte[]>> ListAsync(IAsyncEnumerable<byte[]> items)
    {
        var list = new List<byte[]>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
