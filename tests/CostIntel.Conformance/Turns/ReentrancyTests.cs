using Orleans.Concurrency;

namespace CostIntel.Conformance.Turns;

public interface IReentrantGrain : IGrainWithStringKey
{
    /// <summary>Adds one often, yielding in between; says whether two threads were ever inside.</summary>
    Task<bool> Count(int times);

    Task<int> Total();

    /// <summary>Calls itself that many levels deep.</summary>
    Task<int> Recurse(int depth);

    /// <summary>Waits at the gate and comes back to the turn, or does not, then says so.</summary>
    Task WaitAtGate(string gate, bool comeBack);

    /// <summary>Opens the gate, then blocks its turn until the other call has said so; says whether it did.</summary>
    Task<bool> BlockUntilPassed(string gate, int milliseconds);
}

[Reentrant]
public sealed class ReentrantGrain(Witness witness) : Grain, IReentrantGrain, IDisposable
{
    private readonly ManualResetEventSlim _passed = new();
    private int _threads;
    private int _total;

    public async Task<bool> Count(int times)
    {
        var alone = true;
        for (var i = 0; i < times; i++)
        {
            alone &= Interlocked.Increment(ref _threads) == 1;
            _total++;
            Interlocked.Decrement(ref _threads);
            await Task.Yield();
        }

        return alone;
    }

    public void Dispose() => _passed.Dispose();

    public Task<int> Total() => Task.FromResult(_total);

    public async Task<int> Recurse(int depth) =>
        depth == 0 ? 0 : 1 + await this.AsReference<IReentrantGrain>().Recurse(depth - 1);

    public async Task WaitAtGate(string gate, bool comeBack)
    {
        witness.Say(this.GetPrimaryKeyString(), "waiting");
        await witness.Gate(gate).ConfigureAwait(comeBack);
        _passed.Set();
    }

    public Task<bool> BlockUntilPassed(string gate, int milliseconds)
    {
        witness.Open(gate);
        return Task.FromResult(_passed.Wait(milliseconds));
    }
}

public sealed class ReentrancyTests(GrainHost host) : IClassFixture<GrainHost>
{
    [Fact]
    public async Task A_reentrant_grain_interleaves_calls_but_never_threads()
    {
        var grain = host.Grain<IReentrantGrain>(nameof(A_reentrant_grain_interleaves_calls_but_never_threads));
        var alone = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => grain.Count(200)));
        Assert.All(alone, Assert.True);
        Assert.Equal(8000, await grain.Total());
    }

    [Fact]
    public async Task A_reentrant_grain_may_call_itself() =>
        Assert.Equal(10, await host.Grain<IReentrantGrain>(nameof(A_reentrant_grain_may_call_itself)).Recurse(10));

    [Fact]
    public async Task An_await_comes_back_to_the_turn_and_so_waits_for_it()
    {
        const string key = nameof(An_await_comes_back_to_the_turn_and_so_waits_for_it);
        var grain = host.Grain<IReentrantGrain>(key);
        var waiting = grain.WaitAtGate(key, comeBack: true);
        await host.Witness.Hear(key);
        Assert.False(await grain.BlockUntilPassed(key, milliseconds: 200));
        await waiting;
    }

    [Fact]
    public async Task An_await_configured_not_to_come_back_leaves_the_turn()
    {
        const string key = nameof(An_await_configured_not_to_come_back_leaves_the_turn);
        var grain = host.Grain<IReentrantGrain>(key);
        var waiting = grain.WaitAtGate(key, comeBack: false);
        await host.Witness.Hear(key);
        Assert.True(await grain.BlockUntilPassed(key, milliseconds: 10_000));
        await waiting;
    }
}
