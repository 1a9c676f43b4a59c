using Orleans;
using Orleans.Concurrency;

namespace CostIntel.Conformance.Turns;

public interface ITurnGrain : IGrainWithStringKey
{
    Task<int> Add(int by);

    /// <summary>Says "in", waits for the gate, says "out".</summary>
    Task Hold(string name);

    [AlwaysInterleave]
    Task<string> Peek(string name);

    [ReadOnly]
    Task Read(string name);

    ValueTask<int> Value();

    ValueTask Nothing();
}

public sealed class TurnGrain(Witness witness) : Grain, ITurnGrain
{
    private int _sum;

    public Task<int> Add(int by) => Task.FromResult(_sum += by);

    public async Task Hold(string name)
    {
        witness.Say(this.GetPrimaryKeyString(), $"in {name}");
        await witness.Gate($"{this.GetPrimaryKeyString()}/{name}");
        witness.Say(this.GetPrimaryKeyString(), $"out {name}");
    }

    public Task<string> Peek(string name)
    {
        witness.Say(this.GetPrimaryKeyString(), $"peek {name}");
        return Task.FromResult(name);
    }

    public Task Read(string name) => Hold(name);

    public ValueTask<int> Value() => new(_sum);

    public ValueTask Nothing() => default;
}

public sealed class TurnTests(GrainHost host) : IClassFixture<GrainHost>
{
    [Fact]
    public async Task A_grain_keeps_its_state_between_calls()
    {
        var grain = host.Grain<ITurnGrain>(nameof(A_grain_keeps_its_state_between_calls));
        await grain.Add(2);
        Assert.Equal(5, await grain.Add(3));
        Assert.Equal(5, await grain.Value());
        await grain.Nothing();
    }
}
