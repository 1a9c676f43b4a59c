namespace CostIntel.Conformance.Turns;

public sealed class TurnTests(GrainHost host) : IClassFixture<GrainHost>
{
    [Fact]
    public async Task A_grain_keeps_its_state_between_calls()
    {
        var grain = host.Grain<ITurnGrain>(nameof(A_grain_keeps_its_state_between_calls));
        await grain.Add(2);
        Assert.Equal(5, await grain.Add(3));
        await grain.Nothing();
        Assert.Equal(5, await grain.Value());
    }

    [Fact]
    public async Task Grains_of_different_keys_are_different_grains()
    {
        await host.Grain<ITurnGrain>("different-1").Add(1);
        Assert.Equal(0, await host.Grain<ITurnGrain>("different-2").Value());
        Assert.Equal(1, await host.Grain<ITurnGrain>("different-1").Value());
    }

    [Fact]
    public async Task Calls_run_one_at_a_time_even_across_awaits()
    {
        var grain = host.Grain<ITurnGrain>(nameof(Calls_run_one_at_a_time_even_across_awaits));
        var crowds = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.Crowd(20)));
        Assert.All(crowds, most => Assert.Equal(1, most));
    }

    [Fact]
    public async Task Different_grains_run_at_the_same_time()
    {
        var first = host.Grain<ITurnGrain>("parallel-1").Hold("a");
        var second = host.Grain<ITurnGrain>("parallel-2").Hold("a");
        Assert.Equal("in a", await host.Witness.Hear("parallel-1"));
        Assert.Equal("in a", await host.Witness.Hear("parallel-2"));
        host.Witness.Open("parallel-1/a");
        host.Witness.Open("parallel-2/a");
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task An_ordinary_call_waits_until_the_one_before_has_ended()
    {
        const string key = nameof(An_ordinary_call_waits_until_the_one_before_has_ended);
        var grain = host.Grain<ITurnGrain>(key);
        var first = grain.Hold("a");
        Assert.Equal("in a", await host.Witness.Hear(key));
        var second = grain.Hold("b");
        await grain.Peek();
        host.Witness.Open($"{key}/a");
        host.Witness.Open($"{key}/b");
        await Task.WhenAll(first, second);
        Assert.Equal(["out a", "in b", "out b"], host.Witness.HearAll(key));
    }

    [Fact]
    public async Task An_always_interleaved_call_runs_while_another_waits()
    {
        const string key = nameof(An_always_interleaved_call_runs_while_another_waits);
        var grain = host.Grain<ITurnGrain>(key);
        var held = grain.Hold("a");
        await host.Witness.Hear(key);
        await grain.Peek();
        Assert.False(held.IsCompleted);
        host.Witness.Open($"{key}/a");
        await held;
    }

    [Fact]
    public async Task An_ordinary_call_runs_while_an_always_interleaved_one_waits()
    {
        const string key = nameof(An_ordinary_call_runs_while_an_always_interleaved_one_waits);
        var grain = host.Grain<ITurnGrain>(key);
        var held = grain.HoldInterleaved("a");
        await host.Witness.Hear(key);
        Assert.Equal(1, await grain.Add(1));
        Assert.False(held.IsCompleted);
        host.Witness.Open($"{key}/a");
        await held;
    }

    [Fact]
    public async Task Read_only_calls_run_beside_one_another()
    {
        const string key = nameof(Read_only_calls_run_beside_one_another);
        var grain = host.Grain<ITurnGrain>(key);
        var first = grain.HoldReading("a");
        var second = grain.HoldReading("b");
        string[] heard = [await host.Witness.Hear(key), await host.Witness.Hear(key)];
        Assert.Equal(["in a", "in b"], heard.Order());
        host.Witness.Open($"{key}/a");
        host.Witness.Open($"{key}/b");
        await Task.WhenAll(first, second);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_only_and_ordinary_calls_exclude_one_another(bool readingFirst)
    {
        var key = $"{nameof(Read_only_and_ordinary_calls_exclude_one_another)}-{readingFirst}";
        var grain = host.Grain<ITurnGrain>(key);
        var first = readingFirst ? grain.HoldReading("a") : grain.Hold("a");
        Assert.Equal("in a", await host.Witness.Hear(key));
        var second = readingFirst ? grain.Hold("b") : grain.HoldReading("b");
        await grain.Peek();
        host.Witness.Open($"{key}/a");
        host.Witness.Open($"{key}/b");
        await Task.WhenAll(first, second);
        Assert.Equal(["out a", "in b", "out b"], host.Witness.HearAll(key));
    }
}
