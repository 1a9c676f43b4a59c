namespace CostIntel.Conformance.Life;

public sealed class ShutdownTests
{
    [Fact]
    public async Task A_stop_lets_running_calls_end_and_deactivates_every_grain()
    {
        var host = await GrainHost.StartAsync(_ => { });
        await host.Grain<ILifeGrain>("quiet").Generation();
        var running = host.Grain<ILifeGrain>("running").Hold("gate");
        Assert.Equal("up 1", await host.Witness.Hear("running"));
        Assert.Equal("in", await host.Witness.Hear("running"));
        var stop = host.StopAsync();
        host.Witness.Open("gate");
        await stop;
        await running;
        Assert.Equal(["out", "down 1 ShuttingDown"], host.Witness.HearAll("running"));
        Assert.Equal(["up 1", "down 1 ShuttingDown"], host.Witness.HearAll("quiet"));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_stopped_host_refuses_calls()
    {
        var host = await GrainHost.StartAsync(_ => { });
        var grain = host.Grain<ILifeGrain>("refused");
        await grain.Generation();
        await host.StopAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => grain.Generation());
        Assert.Equal(["up 1", "down 1 ShuttingDown"], host.Witness.HearAll("refused"));
        await host.DisposeAsync();
    }
}
