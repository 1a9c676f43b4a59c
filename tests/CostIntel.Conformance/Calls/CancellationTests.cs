namespace CostIntel.Conformance.Calls;

public sealed class CancellationTests(GrainHost host) : IClassFixture<GrainHost>
{
    [Fact]
    public async Task Cancelling_reaches_the_grain_and_ends_the_callers_wait()
    {
        const string key = nameof(Cancelling_reaches_the_grain_and_ends_the_callers_wait);
        using var source = new CancellationTokenSource();
        var call = host.Grain<ICallGrain>(key).WaitForCancellation(source.Token);
        Assert.Equal("waiting", await host.Witness.Hear(key));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("cancelled", await host.Witness.Hear(key));
    }

    [Fact]
    public async Task A_call_with_a_cancelled_token_is_not_sent()
    {
        const string key = nameof(A_call_with_a_cancelled_token_is_not_sent);
        var grain = host.Grain<ICallGrain>(key);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.Say("no", new CancellationToken(true)));
        await grain.Say("yes", CancellationToken.None);
        Assert.Equal(["yes"], host.Witness.HearAll(key));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_it_waits_ends_its_callers_wait_and_may_or_may_not_start()
    {
        const string key = nameof(A_call_that_is_cancelled_while_it_waits_ends_its_callers_wait_and_may_or_may_not_start);
        var grain = host.Grain<ICallGrain>(key);
        var held = grain.Hold(key);
        Assert.Equal("in", await host.Witness.Hear(key));
        using var source = new CancellationTokenSource();
        var waits = grain.Say("perhaps", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        Assert.False(held.IsCompleted);
        host.Witness.Open(key);
        await held;
        await grain.Say("yes", CancellationToken.None);
        Assert.Equal(["out", "yes"], host.Witness.HearAll(key).Where(word => word != "perhaps"));
    }
}
