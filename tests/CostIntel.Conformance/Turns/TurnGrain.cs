using Orleans.Concurrency;

namespace CostIntel.Conformance.Turns;

public interface ITurnGrain : IGrainWithStringKey
{
    Task<int> Add(int by);

    ValueTask<int> Value();

    ValueTask Nothing();

    /// <summary>Says "in", waits for the gate of that name, says "out".</summary>
    Task Hold(string gate);

    [AlwaysInterleave]
    Task HoldInterleaved(string gate);

    [ReadOnly]
    Task HoldReading(string gate);

    [AlwaysInterleave]
    Task Peek();

    /// <summary>Yields often and returns the most callers that were ever inside at once.</summary>
    Task<int> Crowd(int yields);
}

public sealed class TurnGrain(Witness witness) : Grain, ITurnGrain
{
    private int _sum;
    private int _inside;
    private int _insideMax;

    private string Key => this.GetPrimaryKeyString();

    public Task<int> Add(int by) => Task.FromResult(_sum += by);

    public ValueTask<int> Value() => new(_sum);

    public ValueTask Nothing() => default;

    public async Task Hold(string gate)
    {
        witness.Say(Key, $"in {gate}");
        await witness.Gate($"{Key}/{gate}");
        witness.Say(Key, $"out {gate}");
    }

    public Task HoldInterleaved(string gate) => Hold(gate);

    public Task HoldReading(string gate) => Hold(gate);

    public Task Peek() => Task.CompletedTask;

    public async Task<int> Crowd(int yields)
    {
        _insideMax = Math.Max(_insideMax, ++_inside);
        for (var i = 0; i < yields; i++)
        {
            await Task.Yield();
        }

        _inside--;
        return _insideMax;
    }
}
