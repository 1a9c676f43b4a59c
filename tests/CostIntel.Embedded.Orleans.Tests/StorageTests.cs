using CostIntel.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace CostIntel.Embedded.Orleans.Tests;

public sealed class Note
{
    public string Text { get; set; } = "";
}

/// <summary>The contract of a store, held by each that we have.</summary>
public sealed class StorageTests
{
    private static readonly GrainId Id = GrainId.Create("note", "a/b");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_written_is_read_back(bool sqlite)
    {
        using var folder = new TemporaryFolder();
        await using var host = await StartAsync(folder, sqlite);
        var store = StoreOf(host);
        var written = new GrainState<Note> { State = new Note { Text = "kept" } };
        await store.WriteStateAsync("n", Id, written);
        var read = new GrainState<Note>();
        await store.ReadStateAsync("n", Id, read);
        Assert.Equal(("kept", written.ETag, true), (read.State.Text, read.ETag, read.RecordExists));
        await store.ReadStateAsync("other", Id, read);
        Assert.Equal(("", null, false), (read.State.Text, read.ETag, read.RecordExists));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_writers_the_second_is_told_so(bool sqlite)
    {
        using var folder = new TemporaryFolder();
        await using var host = await StartAsync(folder, sqlite);
        var store = StoreOf(host);
        var first = new GrainState<Note> { State = new Note() };
        var second = new GrainState<Note> { State = new Note() };
        await store.WriteStateAsync("n", Id, first);
        var fault = await Assert.ThrowsAsync<InconsistentStateException>(() => store.WriteStateAsync("n", Id, second));
        Assert.Equal((first.ETag, null), (fault.StoredEtag, fault.CurrentEtag));
        await store.ReadStateAsync("n", Id, second);
        await store.WriteStateAsync("n", Id, first);
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.WriteStateAsync("n", Id, second));
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.ClearStateAsync("n", Id, second));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_record_made_anew_is_not_the_one_that_was_cleared(bool sqlite)
    {
        using var folder = new TemporaryFolder();
        await using var host = await StartAsync(folder, sqlite);
        var store = StoreOf(host);
        var state = new GrainState<Note> { State = new Note { Text = "old" } };
        await store.WriteStateAsync("n", Id, state);
        var stale = new GrainState<Note> { State = new Note(), ETag = state.ETag };
        await store.ClearStateAsync("n", Id, state);
        Assert.Equal(("", null, false), (state.State.Text, state.ETag, state.RecordExists));
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.WriteStateAsync("n", Id, stale));
        await store.WriteStateAsync("n", Id, state);
        await Assert.ThrowsAsync<InconsistentStateException>(() => store.WriteStateAsync("n", Id, stale));
    }

    private static Task<EmbeddedHost> StartAsync(TemporaryFolder folder, bool sqlite) =>
        EmbeddedHost.StartAsync(new ManualTime(), sqlite ? folder.File("engine.db") : null);

    private static IGrainStorage StoreOf(EmbeddedHost host) =>
        host.Services.GetRequiredKeyedService<IGrainStorage>(EmbeddedHost.Store);
}
