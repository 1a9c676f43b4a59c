namespace CostIntel.Embedded.Orleans.Tests;

public interface ICountGrain : IGrainWithStringKey
{
    Task Count(bool restart);

    Task<int> Nested(int depth, string next);
}

public sealed class CountGrain(Tally tally) : Grain, ICountGrain
{
    private int _inside;

    public async Task Count(bool restart)
    {
        tally.Count(alone: ++_inside == 1);
        if (restart)
        {
            DeactivateOnIdle();
        }

        await Task.Yield();
        _inside--;
    }

    public async Task<int> Nested(int depth, string next) => depth == 0
        ? 1
        : 1 + await GrainFactory.GetGrain<ICountGrain>(next).Nested(depth - 1, next + "'");
}

public sealed class Tally
{
    private int _calls;
    private int _crowds;

    public int Calls => _calls;

    public int Crowds => _crowds;

    public void Count(bool alone)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _crowds, alone ? 0 : 1);
    }
}

/// <summary>Many senders, few grains that keep ending: every call is served once, alone.</summary>
public sealed class LossTests
{
    [Fact]
    public async Task No_call_is_lost_or_doubled_while_grains_end_and_start()
    {
        const int senders = 8;
        const int each = 4000;
        var tally = new Tally();
        await using var host = await EmbeddedHost.StartAsync(
            configure: silo => silo.ConfigureServices(services => services.Add(new(typeof(Tally), tally))));
        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            var calls = new List<Task>();
            for (var i = 0; i < each; i++)
            {
                var grain = host.Grain<ICountGrain>($"count-{i % 5}");
                calls.Add(grain.Count(restart: (i + sender) % 7 == 0));
            }

            await Task.WhenAll(calls);
        })));
        Assert.Equal(senders * each, tally.Calls);
        Assert.Equal(0, tally.Crowds);
    }

    [Fact]
    public async Task A_long_chain_of_calls_does_not_use_up_the_stack()
    {
        await using var host = await EmbeddedHost.StartAsync(
            configure: silo => silo.ConfigureServices(services => services.Add(new(typeof(Tally), new Tally()))));
        Assert.Equal(2001, await host.Grain<ICountGrain>("chain").Nested(2000, "link"));
    }
}
