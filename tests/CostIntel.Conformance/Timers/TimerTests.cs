namespace CostIntel.Conformance.Timers;

public interface ITimerGrain : IGrainWithStringKey
{
    /// <summary>Starts a timer that says "tick n", and on each tick waits for the gate if there is one.</summary>
    Task Start(bool interleave, string? gate);

    Task Stop();

    Task ChangeTo(TimeSpan dueTime);

    /// <summary>Starts a timer that fails on its first tick.</summary>
    Task StartFailing();

    Task Hold(string gate);

    Task Ping();

    Task Restart();
}

public sealed class TimerGrain(Witness witness) : Grain, ITimerGrain
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    private IGrainTimer? _timer;
    private int _ticks;

    private string Key => this.GetPrimaryKeyString();

    public Task Start(bool interleave, string? gate)
    {
        _timer = this.RegisterGrainTimer(
            TickAsync, gate, new GrainTimerCreationOptions(Short, Short) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task ChangeTo(TimeSpan dueTime)
    {
        _timer!.Change(dueTime, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task StartFailing()
    {
        _timer = this.RegisterGrainTimer(
            () =>
            {
                witness.Say(Key, $"tick {++_ticks}");
                return _ticks == 1 ? throw new InvalidOperationException("first tick") : Task.CompletedTask;
            },
            Short,
            Short);
        return Task.CompletedTask;
    }

    public async Task Hold(string gate)
    {
        witness.Say(Key, "in");
        await witness.Gate(gate);
        witness.Say(Key, "out");
    }

    public Task Ping() => Task.CompletedTask;

    public Task Restart()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task TickAsync(string? gate, CancellationToken cancellationToken)
    {
        witness.Say(Key, $"tick {++_ticks}");
        if (gate is not null)
        {
            await witness.Gate(gate).WaitAsync(cancellationToken);
            witness.Say(Key, "tock");
        }
    }
}

public sealed class TimerTests(GrainHost host) : IClassFixture<GrainHost>
{
    [Fact]
    public async Task A_timer_ticks_again_and_again()
    {
        const string key = nameof(A_timer_ticks_again_and_again);
        await host.Grain<ITimerGrain>(key).Start(interleave: false, gate: null);
        Assert.Equal("tick 1", await host.Witness.Hear(key));
        Assert.Equal("tick 2", await host.Witness.Hear(key));
        Assert.Equal("tick 3", await host.Witness.Hear(key));
    }

    [Fact]
    public async Task A_tick_waits_for_the_call_that_runs()
    {
        const string key = nameof(A_tick_waits_for_the_call_that_runs);
        var grain = host.Grain<ITimerGrain>(key);
        await grain.Start(interleave: false, gate: null);
        var held = grain.Hold(key);
        while (await host.Witness.Hear(key) != "in")
        {
        }

        await host.Grain<ITimerGrain>(key + "-other").Start(interleave: false, gate: null);
        await host.Witness.Hear(key + "-other");
        await host.Witness.Hear(key + "-other");
        await host.Witness.Hear(key + "-other");
        Assert.Empty(host.Witness.HearAll(key));
        host.Witness.Open(key);
        await held;
        Assert.Equal("out", await host.Witness.Hear(key));
        await grain.Stop();
    }

    [Fact]
    public async Task A_tick_that_may_interleave_runs_beside_a_call()
    {
        const string key = nameof(A_tick_that_may_interleave_runs_beside_a_call);
        await host.Grain<ITimerGrain>(key).Start(interleave: true, gate: null);
        var held = host.Grain<ITimerGrain>(key).Hold(key);
        while (await host.Witness.Hear(key) != "in")
        {
        }

        Assert.StartsWith("tick", await host.Witness.Hear(key), StringComparison.Ordinal);
        host.Witness.Open(key);
        await held;
        await host.Grain<ITimerGrain>(key).Stop();
    }

    [Fact]
    public async Task A_tick_under_way_holds_up_calls_and_further_ticks()
    {
        const string key = nameof(A_tick_under_way_holds_up_calls_and_further_ticks);
        var grain = host.Grain<ITimerGrain>(key);
        await grain.Start(interleave: false, gate: key);
        Assert.Equal("tick 1", await host.Witness.Hear(key));
        var ping = grain.Ping();
        Assert.False(ping.IsCompleted);
        Assert.Empty(host.Witness.HearAll(key));
        host.Witness.Open(key);
        await ping;
        Assert.Equal("tock", await host.Witness.Hear(key));
        await grain.Stop();
    }

    [Fact]
    public async Task A_disposed_timer_ticks_no_more()
    {
        const string key = nameof(A_disposed_timer_ticks_no_more);
        var grain = host.Grain<ITimerGrain>(key);
        await grain.Start(interleave: false, gate: null);
        await host.Witness.Hear(key);
        await grain.Stop();
        host.Witness.HearAll(key);
        await host.Grain<ITimerGrain>(key + "-other").Start(interleave: false, gate: null);
        await host.Witness.Hear(key + "-other");
        await host.Witness.Hear(key + "-other");
        await host.Witness.Hear(key + "-other");
        Assert.Empty(host.Witness.HearAll(key));
    }

    [Fact]
    public async Task A_changed_timer_keeps_its_new_times()
    {
        const string key = nameof(A_changed_timer_keeps_its_new_times);
        var grain = host.Grain<ITimerGrain>(key);
        await grain.Start(interleave: false, gate: null);
        await grain.ChangeTo(Timeout.InfiniteTimeSpan);
        var before = host.Witness.HearAll(key).Count;
        await grain.ChangeTo(TimeSpan.Zero);
        Assert.Equal($"tick {before + 1}", await host.Witness.Hear(key));
        await grain.Ping();
        Assert.Empty(host.Witness.HearAll(key));
    }

    [Fact]
    public async Task A_timer_survives_a_tick_that_fails()
    {
        const string key = nameof(A_timer_survives_a_tick_that_fails);
        host.Errors.Expect("first tick");
        await host.Grain<ITimerGrain>(key).StartFailing();
        Assert.Equal("tick 1", await host.Witness.Hear(key));
        Assert.Equal("tick 2", await host.Witness.Hear(key));
    }

    [Fact]
    public async Task A_timer_ends_with_its_activation()
    {
        const string key = nameof(A_timer_ends_with_its_activation);
        var grain = host.Grain<ITimerGrain>(key);
        await grain.Start(interleave: false, gate: null);
        await host.Witness.Hear(key);
        await grain.Restart();
        await grain.Ping();
        host.Witness.HearAll(key);
        await grain.Start(interleave: false, gate: null);
        Assert.Equal("tick 1", await host.Witness.Hear(key));
        Assert.Equal("tick 2", await host.Witness.Hear(key));
    }
}
