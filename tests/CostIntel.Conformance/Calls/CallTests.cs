namespace CostIntel.Conformance.Calls;

public sealed class CallTests(GrainHost host) : IClassFixture<GrainHost>
{
    [Fact]
    public async Task Arguments_and_results_travel()
    {
        var grain = host.Grain<ICallGrain>("travel");
        var back = await grain.Echo(new Parcel("a", [1, 2]));
        Assert.Equal("a", back.Name);
        Assert.Equal([1, 2], back.Numbers);
        Assert.Equal([3], (await grain.Nested([3]))["all"]);
        Assert.Empty((await grain.Nested(null))["all"]);
    }

    [Fact]
    public async Task An_inherited_method_can_be_called() =>
        Assert.Equal("inherits", await host.Grain<ICallGrain>("inherits").Inherited());

    [Fact]
    public async Task References_to_one_grain_are_equal_and_tell_its_identity()
    {
        var one = host.Grain<ICallGrain>("same");
        Assert.Equal(one, host.Grain<ICallGrain>("same"));
        Assert.NotEqual(one, host.Grain<ICallGrain>("other"));
        Assert.Equal("same", one.GetPrimaryKeyString());
        Assert.Equal("same", one.GetGrainId().Key.ToString());
        Assert.Equal(one, await one.Self());
    }

    [Fact]
    public async Task A_reference_can_be_an_argument()
    {
        var other = host.Grain<ICallGrain>("argument");
        Assert.Equal("argument", await host.Grain<ICallGrain>("asks").NameOf(other));
    }

    [Fact]
    public async Task A_grain_can_be_reached_by_its_identity()
    {
        var id = host.Grain<ICallGrain>("by-id").GetGrainId();
        Assert.Equal("by-id", await host.Client.GetGrain<ICallGrain>(id).Inherited());
    }

    [Fact]
    public async Task An_exception_keeps_its_type_its_text_and_its_place()
    {
        var grain = host.Grain<ICallGrain>("throws");
        var atOnce = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.ThrowAtOnce("now"));
        Assert.Equal("now", atOnce.Message);
        Assert.Contains(nameof(CallGrain.ThrowAtOnce), atOnce.ToString(), StringComparison.Ordinal);
        var later = await Assert.ThrowsAsync<ArgumentException>(() => grain.ThrowLater("later"));
        Assert.Equal("later", later.Message);
        Assert.Contains(nameof(CallGrain.ThrowLater), later.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grain_that_gives_up_cancels_its_caller() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => host.Grain<ICallGrain>("gives-up").ThrowCancelled().AsTask());

    [Fact]
    public async Task A_grain_serves_calls_after_one_that_threw()
    {
        var grain = host.Grain<ICallGrain>("goes-on");
        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.ThrowAtOnce("first"));
        Assert.Equal("goes-on", await grain.Inherited());
    }

    [Fact]
    public async Task A_one_way_call_does_not_wait_for_the_grain()
    {
        const string key = nameof(A_one_way_call_does_not_wait_for_the_grain);
        await host.Grain<ICallGrain>(key).HoldOneWay(key);
        Assert.Equal("in", await host.Witness.Hear(key));
        host.Witness.Open(key);
        Assert.Equal("out", await host.Witness.Hear(key));
    }

    [Fact]
    public async Task A_one_way_call_that_throws_tells_nobody()
    {
        const string key = nameof(A_one_way_call_that_throws_tells_nobody);
        await host.Grain<ICallGrain>(key).ThrowOneWay("lost");
        Assert.Equal("lost", await host.Witness.Hear(key));
        Assert.Equal(key, await host.Grain<ICallGrain>(key).Inherited());
    }

    [Fact]
    public async Task Request_context_reaches_the_callee_and_those_it_calls()
    {
        RequestContext.Set("trace", "t1");
        var seen = await host.Grain<ICallGrain>("context-1")
            .SetAndForward("inner", "i1", host.Grain<ICallGrain>("context-2"), "trace");
        Assert.Equal("t1, i1", seen);
    }

    [Fact]
    public async Task Request_context_does_not_come_back_nor_stay()
    {
        var grain = host.Grain<ICallGrain>("context-3");
        await grain.SetAndForward("inner", "i1", host.Grain<ICallGrain>("context-4"), "none");
        Assert.Null(RequestContext.Get("inner"));
        Assert.Null(await grain.ReadContext("inner"));
    }
}
