using CostIntel.Storage.Audit;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Tests.Audit;

/// <summary>What every store of audit logs has to do.</summary>
public abstract class AuditStoreContract
{
    private const string Tenant = "default";
    private static readonly AuditPlace Start = new(0, Hash(0));
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [SkippableFact]
    public async Task A_log_goes_on_from_its_head_also_after_a_restart()
    {
        await using var store = await CreateAsync();
        Assert.Null(await store.Audit.HeadAsync(Tenant, default));
        Assert.Equal(Start, await OpenAsync(store));
        await AppendAsync(store, Start, 3);
        await store.ReopenAsync();

        Assert.Equal(new AuditPlace(3, Hash(3)), await OpenAsync(store));
        await AppendAsync(store, new(3, Hash(3)), 1);
        Assert.Equal(new AuditPlace(4, Hash(4)), await store.Audit.HeadAsync(Tenant, default));
        Assert.Equal("1,2,3,4", await SequencesAsync(store.Audit.ReadAsync(Tenant, 0, 100, default)));
    }

    [SkippableFact]
    public async Task Two_writers_that_know_the_same_head_cannot_both_write_nor_one_that_knows_another_hash()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store);
        await AppendAsync(store, Start, 2);

        var late = await Assert.ThrowsAsync<StorageException>(() => AppendAsync(store, Start, 1));
        var other = await Assert.ThrowsAsync<StorageException>(() => AppendAsync(store, new(2, Hash(9)), 1));

        Assert.True(late.IsLeaseLost && other.IsLeaseLost);
        Assert.Equal("1,2", await SequencesAsync(store.Audit.ReadAsync(Tenant, 0, 100, default)));
        Assert.Equal(new AuditPlace(2, Hash(2)), await store.Audit.HeadAsync(Tenant, default));
    }

    [SkippableFact]
    public async Task Entries_are_read_forth_and_back_in_pages_as_they_were_written()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store);
        await AppendAsync(store, Start, 5);

        Assert.Equal("3,4", await SequencesAsync(store.Audit.ReadAsync(Tenant, 2, 2, default)));
        Assert.Equal("4,3", await SequencesAsync(store.Audit.ReadBackAsync(Tenant, 5, 2, default)));
        var row = (await store.Audit.ReadAsync(Tenant, 1, 1, default))[0];
        Assert.Equal((2, Now.AddSeconds(2), Hash(2)), (row.Sequence, row.AtUtc, row.Hash));
        Assert.Equal([2, 0, 255], row.Payload);
    }

    [SkippableFact]
    public async Task Checkpoints_are_kept_apart_and_tenants_as_well()
    {
        await using var store = await CreateAsync();
        await OpenAsync(store);
        await AppendAsync(store, Start, 4, 2, 4);
        await store.Audit.OpenAsync("other", Start, default);

        Assert.Equal([new(2, Hash(2)), new(4, Hash(4))], await store.Audit.ReadCheckpointsAsync(Tenant, 0, default));
        Assert.Equal([new(4, Hash(4))], await store.Audit.ReadCheckpointsAsync(Tenant, 2, default));
        Assert.Empty(await store.Audit.ReadCheckpointsAsync("other", 0, default));
        Assert.Empty(await store.Audit.ReadAsync("other", 0, 10, default));
        Assert.Equal(Start, await store.Audit.HeadAsync("other", default));
    }

    protected abstract Task<IStoreUnderTest> CreateAsync();

    private static Task<AuditPlace> OpenAsync(IStoreUnderTest store) => store.Audit.OpenAsync(Tenant, Start, default);

    private static Task AppendAsync(IStoreUnderTest store, AuditPlace before, int count, params long[] checkpoints)
    {
        var rows = Enumerable.Range(1, count)
            .Select(number => before.Sequence + number)
            .Select(sequence => new AuditRow(sequence, Now.AddSeconds(sequence), [(byte)sequence, 0, 255], Hash(sequence)));
        return store.Audit.AppendAsync(
            new(Tenant, before, [.. rows], [.. checkpoints.Select(sequence => new AuditPlace(sequence, Hash(sequence)))]), default);
    }

    private static async Task<string> SequencesAsync(Task<IReadOnlyList<AuditRow>> rows) =>
        string.Join(",", (await rows).Select(row => row.Sequence));

    private static string Hash(long sequence) => $"{sequence:x64}";
}
