using CostIntel.Storage.Sql;
using CostIntel.Storage.Workflow;

namespace CostIntel.Storage.Tests.Workflow;

/// <summary>What every store of cases has to do.</summary>
public abstract class CaseStoreContract
{
    private const string Tenant = "default";
    private const string Id = "rec-1";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [SkippableFact]
    public async Task A_case_of_which_nothing_is_known_is_empty_and_asking_writes_nothing()
    {
        await using var store = await CreateAsync();

        var first = await store.Cases.OpenAsync(Tenant, Id, default);
        await store.Cases.CommitAsync(Commit(0, [1]), default);

        Assert.Equal((0, 0, 0), (first.Revision, first.Events.Count, first.Rest.Length));
    }

    [SkippableFact]
    public async Task A_case_goes_on_from_its_last_commit_also_after_a_restart()
    {
        await using var store = await CreateAsync();
        await store.Cases.CommitAsync(Commit(0, [1], [2, 0, 255]) with { Rest = [7, 0] }, default);
        await store.Cases.CommitAsync(Commit(1) with { Rest = [] }, default);
        await store.ReopenAsync();
        await store.Cases.CommitAsync(Commit(2, [3]) with { FirstNumber = 3, Rest = [8] }, default);

        var kept = await store.Cases.OpenAsync(Tenant, Id, default);

        Assert.Equal(3, kept.Revision);
        Assert.Equal<byte[]>([[1], [2, 0, 255], [3]], kept.Events);
        Assert.Equal([8], kept.Rest);
    }

    [SkippableFact]
    public async Task What_is_kept_beside_may_be_nothing()
    {
        await using var store = await CreateAsync();
        await store.Cases.CommitAsync(Commit(0, [1]) with { Rest = [] }, default);

        Assert.Empty((await store.Cases.OpenAsync(Tenant, Id, default)).Rest);
    }

    [SkippableFact]
    public async Task Of_two_that_know_the_same_revision_one_is_refused_and_leaves_nothing_behind()
    {
        await using var store = await CreateAsync();
        await store.Cases.CommitAsync(Commit(0, [1]), default);

        var first = await Assert.ThrowsAsync<StorageException>(() => store.Cases.CommitAsync(Commit(0, [9]), default));
        var wins = store.Cases.CommitAsync(Commit(1, [2]) with { FirstNumber = 2 }, default);
        var loses = store.Cases.CommitAsync(
            Commit(1, [3], [4]) with { FirstNumber = 2, Rest = [9], DueUtc = Now.AddHours(-1), IsOpen = false }, default);
        await wins;
        var second = await Assert.ThrowsAsync<StorageException>(() => loses);

        Assert.True(first.IsLeaseLost && second.IsLeaseLost);
        Assert.Contains(Id, second.Message, StringComparison.Ordinal);
        var kept = await store.Cases.OpenAsync(Tenant, Id, default);
        Assert.Equal(2, kept.Revision);
        Assert.Equal<byte[]>([[1], [2]], kept.Events);
        Assert.Equal([Id], await store.Cases.UnderwayAsync(Tenant, default));
        Assert.Empty(await store.Cases.DueAsync(Tenant, Now, 10, default));
    }

    [SkippableFact]
    public async Task A_commit_behind_one_that_is_not_there_is_refused()
    {
        await using var store = await CreateAsync();

        var refused = await Assert.ThrowsAsync<StorageException>(() => store.Cases.CommitAsync(Commit(3, [1]), default));

        Assert.True(refused.IsLeaseLost);
        Assert.Equal(0, (await store.Cases.OpenAsync(Tenant, Id, default)).Revision);
    }

    [SkippableFact]
    public async Task Cases_are_due_in_order_of_their_times_and_not_a_moment_early()
    {
        await using var store = await CreateAsync();
        await DueAsync(store, "late", Now.AddTicks(-1));
        await DueAsync(store, "early", Now.AddHours(-2));
        await DueAsync(store, "sharp", Now);
        await DueAsync(store, "next", Now.AddTicks(1));
        await DueAsync(store, "never", null);
        await DueAsync(store, "elsewhere", Now.AddHours(-3), "other");

        Assert.Equal(["early", "late", "sharp"], await store.Cases.DueAsync(Tenant, Now, 10, default));
        Assert.Equal(["early", "late"], await store.Cases.DueAsync(Tenant, Now, 2, default));
        Assert.Equal(["elsewhere"], await store.Cases.DueAsync("other", Now, 10, default));
    }

    [SkippableFact]
    public async Task A_case_that_has_no_time_any_more_is_not_due()
    {
        await using var store = await CreateAsync();
        await DueAsync(store, Id, Now.AddHours(-1));
        await store.Cases.CommitAsync(Commit(1), default);

        Assert.Empty(await store.Cases.DueAsync(Tenant, Now, 10, default));
    }

    [SkippableFact]
    public async Task Only_what_is_over_waits_for_no_time_and_is_old_is_dropped()
    {
        await using var store = await CreateAsync();
        await store.Cases.CommitAsync(Over("old", Now.AddDays(-2)), default);
        await store.Cases.CommitAsync(Over("old", Now.AddDays(-2)) with { Tenant = "other" }, default);
        await store.Cases.CommitAsync(Over("new", Now), default);
        await store.Cases.CommitAsync(Over("open", Now.AddDays(-2)) with { IsOpen = true }, default);
        await store.Cases.CommitAsync(Over("kept", Now.AddDays(-2)) with { DueUtc = Now.AddDays(9) }, default);

        await store.Cases.TidyAsync(Tenant, Now.AddDays(-1), default);

        Assert.Equal(0, await RevisionAsync(store, Tenant, "old"));
        Assert.Equal(1, await RevisionAsync(store, "other", "old"));
        Assert.Equal(1, await RevisionAsync(store, Tenant, "new"));
        Assert.Equal(1, await RevisionAsync(store, Tenant, "open"));
        Assert.Equal(1, await RevisionAsync(store, Tenant, "kept"));

        // Its events too: a case of the same name begins at 1 again.
        await store.Cases.CommitAsync(Over("old", Now), default);
        Assert.Single((await store.Cases.OpenAsync(Tenant, "old", default)).Events);
    }

    protected abstract Task<IStoreUnderTest> CreateAsync();

    private static CaseCommit Commit(long after, params byte[][] events) =>
        new(Tenant, Id, after, Now, 1, events, [5], null, IsOpen: true);

    private static CaseCommit Over(string id, DateTimeOffset at) =>
        Commit(0, [1]) with { CaseId = id, AtUtc = at, IsOpen = false };

    private static Task DueAsync(IStoreUnderTest store, string id, DateTimeOffset? due, string tenant = Tenant) =>
        store.Cases.CommitAsync(Commit(0, [1]) with { Tenant = tenant, CaseId = id, DueUtc = due }, default);

    private static async Task<long> RevisionAsync(IStoreUnderTest store, string tenant, string id) =>
        (await store.Cases.OpenAsync(tenant, id, default)).Revision;
}
