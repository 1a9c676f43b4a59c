namespace CostIntel.Embedded.Orleans.Tests;

/// <summary>What a reference refuses and promises beyond what any runtime of this API does.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public async Task An_interface_without_a_class_is_refused_by_name()
    {
        await using var host = await EmbeddedHost.StartAsync();
        var failure = Assert.Throws<ArgumentException>(() => host.Grain<IOrphanGrain>("x"));
        Assert.Contains(nameof(IOrphanGrain), failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => host.Grain<IProbeGrain>(""));
    }

    [Fact]
    public async Task A_grain_passed_as_an_argument_arrives_as_a_reference()
    {
        await using var host = await EmbeddedHost.StartAsync();
        Assert.True(await host.Grain<IProbeGrain>("giver").PassesItself());
    }

    [Fact]
    public async Task An_object_that_is_no_reference_cannot_be_an_argument()
    {
        await using var host = await EmbeddedHost.StartAsync();
        var grain = host.Grain<IProbeGrain>("taker");
        Assert.Throws<ArgumentException>(() => { _ = grain.TakesReference(grain, new Deaf()); });
        var observer = new Deaf();
        Assert.True(await grain.TakesReference(grain, host.Client.CreateObjectReference<IProbeObserver>(observer)));
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task Calls_of_one_sender_arrive_in_the_order_in_which_it_sent_them()
    {
        await using var host = await EmbeddedHost.StartAsync();
        var grain = host.Grain<IProbeGrain>("order");
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => grain.Report($"{number}")));
        for (var number = 0; number < 1000; number++)
        {
            Assert.Equal($"{number}", await host.Log.NextAsync());
        }
    }

    [Fact]
    public async Task A_caller_from_outside_does_not_continue_on_the_grains_turn()
    {
        await using var host = await EmbeddedHost.StartAsync();
        var grain = host.Grain<IProbeGrain>("turn");
        await Task.Run(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await grain.One();
                Assert.Null(SynchronizationContext.Current);
            }
        });
    }

    private sealed class Deaf : IProbeObserver
    {
        public void Hear(string what)
        {
            // Only its identity matters.
        }
    }
}
