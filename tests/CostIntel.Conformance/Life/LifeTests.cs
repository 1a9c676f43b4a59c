namespace CostIntel.Conformance.Life;

public sealed class LifeTests(GrainHost host) : IClassFixture<GrainHost>
{
    [Fact]
    public async Task A_grain_is_activated_once_by_many_first_calls()
    {
        const string key = nameof(A_grain_is_activated_once_by_many_first_calls);
        var grain = host.Grain<ILifeGrain>(key);
        var generations = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => grain.Generation()));
        Assert.All(generations, generation => Assert.Equal(1, generation));
        Assert.Equal(["up 1"], host.Witness.HearAll(key));
    }

    [Fact]
    public async Task A_grain_knows_its_key_its_context_and_its_services_from_the_constructor_on()
    {
        var grain = host.Grain<IKnowsItselfGrain>("knows");
        Assert.Equal("knows knows", await grain.KeyInConstructor());
        Assert.True(await grain.Has(nameof(Witness)));
    }

    [Fact]
    public async Task After_deactivation_the_next_call_reaches_a_fresh_activation()
    {
        const string key = nameof(After_deactivation_the_next_call_reaches_a_fresh_activation);
        var grain = host.Grain<ILifeGrain>(key);
        await grain.DeactivateSoon();
        Assert.Equal(2, await grain.Generation());
        Assert.Equal(
            ["up 1", "down 1 ApplicationRequested", "up 2"], host.Witness.HearAll(key));
    }

    [Fact]
    public async Task A_deactivating_grain_ends_its_running_call_first_and_forwards_those_that_wait()
    {
        const string key = nameof(A_deactivating_grain_ends_its_running_call_first_and_forwards_those_that_wait);
        var grain = host.Grain<ILifeGrain>(key);
        var running = grain.DeactivateThenHold(key);
        Assert.Equal("up 1", await host.Witness.Hear(key));
        Assert.Equal("in", await host.Witness.Hear(key));
        var waiting = Enumerable.Range(0, 5).Select(_ => grain.Generation()).ToArray();
        host.Witness.Open(key);
        Assert.Equal(1, await running);
        Assert.All(await Task.WhenAll(waiting), generation => Assert.Equal(2, generation));
        Assert.Equal(["out", "down 1 ApplicationRequested", "up 2"], host.Witness.HearAll(key));
    }

    [Fact]
    public async Task A_failing_activation_fails_the_call_and_the_next_call_tries_again()
    {
        const string key = nameof(A_failing_activation_fails_the_call_and_the_next_call_tries_again);
        host.Errors.Expect("not yet");
        var grain = host.Grain<IFragileGrain>(key);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => grain.Attempts());
        Assert.Contains("not yet", failure.GetBaseException().Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => grain.Attempts());
        host.Witness.Open(key);
        Assert.Equal(3, await grain.Attempts());
    }
}
