using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace CostIntel.Conformance.State;

public sealed class StateTests(GrainHost host) : IClassFixture<GrainHost>
{
    [Fact]
    public async Task A_state_without_a_record_is_a_new_one()
    {
        var grain = host.Grain<IStateGrain>("new");
        Assert.Equal("untitled 0, untitled", await grain.TitleAtActivation());
        Assert.False(await grain.Exists());
    }

    [Fact]
    public async Task A_written_state_is_read_before_the_next_activation_starts()
    {
        var grain = host.Grain<IStateGrain>("written");
        await grain.Draft("kept", 1, 2);
        await grain.Write();
        Assert.True(await grain.Exists());
        await grain.Draft("lost");
        await grain.Restart();
        Assert.Equal("kept 2, untitled", await grain.TitleAtActivation());
    }

    [Fact]
    public async Task Each_write_gives_a_new_etag()
    {
        var grain = host.Grain<IStateGrain>("etags");
        await grain.Write();
        var first = await grain.Etag();
        await grain.Write();
        Assert.NotNull(first);
        Assert.NotEqual(first, await grain.Etag());
    }

    [Fact]
    public async Task Reading_drops_what_was_not_written()
    {
        var grain = host.Grain<IStateGrain>("reads");
        await grain.Draft("kept");
        await grain.Write();
        await grain.Draft("lost");
        await grain.Read();
        Assert.Equal("kept", await grain.Title());
    }

    [Fact]
    public async Task Clearing_removes_the_record()
    {
        var grain = host.Grain<IStateGrain>("clears");
        await grain.Draft("gone");
        await grain.Write();
        await grain.Clear();
        Assert.False(await grain.Exists());
        await grain.Restart();
        Assert.Equal("untitled 0, untitled", await grain.TitleAtActivation());
        await grain.Write();
        Assert.True(await grain.Exists());
    }

    [Fact]
    public async Task A_conflict_fails_the_call_and_restarts_the_grain_with_the_stored_state()
    {
        var grain = host.Grain<IStateGrain>("conflict");
        await grain.Draft("mine");
        await grain.Write();
        await WriteBehindItsBack(grain, "theirs");
        await grain.Draft("mine again");
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => grain.Write());
        Assert.Equal("theirs 0, untitled", await grain.TitleAtActivation());
        await grain.Draft("mine at last");
        await grain.Write();
    }

    [Fact]
    public async Task A_conflict_that_the_grain_handles_leaves_it_alive()
    {
        var grain = host.Grain<IStateGrain>("handles");
        await grain.Write();
        await WriteBehindItsBack(grain, "theirs");
        await grain.Draft("mine");
        Assert.True(await grain.WriteAndForgive());
        Assert.Equal("mine", await grain.Title());
        await grain.Read();
        Assert.Equal("theirs", await grain.Title());
        Assert.False(await grain.WriteAndForgive());
    }

    [Fact]
    public async Task A_first_write_conflicts_with_a_record_that_came_in_between()
    {
        var grain = host.Grain<IStateGrain>("first");
        Assert.False(await grain.Exists());
        await WriteBehindItsBack(grain, "theirs");
        Assert.True(await grain.WriteAndForgive());
    }

    private async Task WriteBehindItsBack(IStateGrain grain, string title)
    {
        var store = host.Services.GetRequiredKeyedService<IGrainStorage>(GrainHost.Store);
        var state = new GrainState<Book>();
        await store.ReadStateAsync("book", grain.GetGrainId(), state);
        state.State = new Book { Title = title };
        await store.WriteStateAsync("book", grain.GetGrainId(), state);
    }
}
