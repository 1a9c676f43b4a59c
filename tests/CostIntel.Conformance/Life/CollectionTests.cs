using Orleans.Configuration;

namespace CostIntel.Conformance.Life;

public sealed class CollectionTests
{
    [Fact]
    public async Task An_idle_grain_is_collected_and_comes_back_with_the_next_call()
    {
        var host = await StartHastyAsync();
        var grain = host.Grain<ILifeGrain>("idle");
        Assert.Equal(1, await grain.Generation());
        Assert.Equal("up 1", await host.Witness.Hear("idle"));
        Assert.Equal("down 1 ActivationIdle", await host.Witness.Hear("idle"));
        Assert.Equal(2, await grain.Generation());
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_grain_in_a_call_or_told_to_stay_is_not_collected()
    {
        var host = await StartHastyAsync();
        await host.Grain<ILifeGrain>("stays").Stay(TimeSpan.FromMinutes(5));
        var busy = host.Grain<ILifeGrain>("busy").Hold("gate");
        await host.Grain<ILifeGrain>("idle").Generation();
        Assert.Equal("up 1", await host.Witness.Hear("idle"));
        Assert.Equal("down 1 ActivationIdle", await host.Witness.Hear("idle"));
        host.Witness.Open("gate");
        await busy;
        Assert.Equal(1, await host.Grain<ILifeGrain>("stays").Generation());
        Assert.Equal(["up 1", "in", "out"], host.Witness.HearAll("busy"));
        await host.DisposeAsync();
    }

    private static Task<GrainHost> StartHastyAsync() => GrainHost.StartAsync(silo =>
        silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromMilliseconds(300);
            options.CollectionAge = TimeSpan.FromSeconds(1);
        }));
}
