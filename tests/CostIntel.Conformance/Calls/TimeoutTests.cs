namespace CostIntel.Conformance.Calls;

public sealed class TimeoutTests
{
    [Fact]
    public async Task A_caller_gets_a_timeout_when_the_grain_does_not_answer_and_the_grain_lives_on()
    {
        var host = await GrainHost.StartImpatientAsync(TimeSpan.FromSeconds(1));
        var grain = host.Grain<ICallGrain>("slow");
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Hold("gate"));
        host.Witness.Open("gate");
        Assert.Equal("slow", await grain.Inherited());
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_grain_that_waits_for_itself_times_out_instead_of_hanging()
    {
        var host = await GrainHost.StartImpatientAsync(TimeSpan.FromSeconds(1));
        var grain = host.Grain<ICallGrain>("self");
        await Assert.ThrowsAsync<TimeoutException>(() => grain.NameOf(grain));
        Assert.Equal("self", await grain.Inherited());
        await host.DisposeAsync();
    }
}
