using CostIntel.TestKit;

namespace CostIntel.Embedded.Orleans.Tests;

/// <summary>What the host does by the clock, with a clock that the test moves.</summary>
public sealed class ClockTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_caller_gets_a_timeout_after_thirty_seconds_and_not_before()
    {
        await using var host = await EmbeddedHost.StartAsync(_time);
        var call = host.Grain<IProbeGrain>("slow").Hold("gate");
        Assert.Equal("in", await host.Log.NextAsync());
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("IProbeGrain.Hold of probe/slow", failure.Message, StringComparison.Ordinal);
        host.Log.Open("gate");
    }

    [Fact]
    public async Task A_call_that_timed_out_while_it_waited_never_starts()
    {
        await using var host = await EmbeddedHost.StartAsync(_time);
        var grain = host.Grain<IProbeGrain>("queue");
        var held = grain.Hold("gate");
        Assert.Equal("in", await host.Log.NextAsync());
        var waits = grain.Report("too late");
        await grain.Peek();
        _time.Advance(TimeSpan.FromSeconds(32));
        await Assert.ThrowsAsync<TimeoutException>(() => held);
        await Assert.ThrowsAsync<TimeoutException>(() => waits);
        host.Log.Open("gate");
        await grain.Report("in time");
        Assert.Equal("out", await host.Log.NextAsync());
        Assert.Equal("in time", await host.Log.NextAsync());
    }

    [Fact]
    public async Task An_activation_leaves_memory_after_a_quarter_of_an_hour_without_calls()
    {
        await using var host = await EmbeddedHost.StartAsync(_time);
        await host.Grain<IProbeGrain>("idle").Nothing();
        _time.Advance(TimeSpan.FromMinutes(14));
        await host.Grain<IProbeGrain>("idle").Nothing();
        _time.Advance(TimeSpan.FromMinutes(14));
        await host.Grain<IProbeGrain>("idle").Report("still here");
        _time.Advance(TimeSpan.FromMinutes(17));
        Assert.Equal("still here", await host.Log.NextAsync());
        Assert.Equal("down ActivationIdle", await host.Log.NextAsync());
    }

    [Fact]
    public async Task A_class_can_have_an_age_of_its_own()
    {
        await using var host = await EmbeddedHost.StartAsync(_time);
        await host.Grain<IShortLivedGrain>("brief").Nothing();
        await host.Grain<IProbeGrain>("long").Nothing();
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("short-lived down ActivationIdle", await host.Log.NextAsync());
        Assert.True(host.Log.IsEmpty);
    }

    [Fact]
    public async Task Ticks_alone_do_not_keep_an_activation_alive()
    {
        await using var host = await EmbeddedHost.StartAsync(_time);
        await host.Grain<IProbeGrain>("ticks").StartTimer(TimeSpan.FromMinutes(9), keepAlive: false);
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("tick", await host.Log.NextAsync());
        _time.Advance(TimeSpan.FromMinutes(8));
        Assert.Equal("down ActivationIdle", await host.Log.NextAsync());
    }

    [Fact]
    public async Task Ticks_that_are_to_keep_an_activation_alive_do()
    {
        await using var host = await EmbeddedHost.StartAsync(_time);
        var grain = host.Grain<IProbeGrain>("ticks");
        await grain.StartTimer(TimeSpan.FromMinutes(9), keepAlive: true);
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("tick", await host.Log.NextAsync());
        await grain.Nothing();
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("tick", await host.Log.NextAsync());
        _time.Advance(TimeSpan.FromMinutes(8));
        await grain.Report("still here");
        Assert.Equal("still here", await host.Log.NextAsync());
    }

    [Fact]
    public async Task A_deactivation_that_does_not_end_is_given_up_after_thirty_seconds()
    {
        await using var host = await EmbeddedHost.StartAsync(_time);
        host.Errors.Expect("failed while it was deactivated");
        var grain = host.Grain<IProbeGrain>("stuck");
        await grain.Restart();
        Assert.Equal("down ApplicationRequested", await host.Log.NextAsync());
        var next = grain.Nothing();
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(30));
        await next;
        using var impatient = new CancellationTokenSource(TimeSpan.Zero);
        await host.StopAsync(impatient.Token);
    }

    [Fact]
    public async Task A_stop_that_is_cut_short_leaves_hanging_calls_behind()
    {
        await using var host = await EmbeddedHost.StartAsync(_time);
        _ = host.Grain<IProbeGrain>("hangs").Hold("never");
        Assert.Equal("in", await host.Log.NextAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await host.StopAsync(limit.Token);
        Assert.True(host.Log.IsEmpty);
    }
}
