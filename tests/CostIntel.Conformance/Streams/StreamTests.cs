using Orleans.Streams;

namespace CostIntel.Conformance.Streams;

public sealed class StreamTests(GrainHost host) : IClassFixture<GrainHost>
{
    [Fact]
    public async Task A_subscribed_grain_gets_the_items_in_order()
    {
        const string key = nameof(A_subscribed_grain_gets_the_items_in_order);
        await host.Grain<IConsumerGrain>(key).Subscribe(key);
        var items = Enumerable.Range(0, 50).Select(number => $"item {number}").ToArray();
        await Send(key, items);
        Assert.Equal(items, await Hear(key, items.Length));
    }

    [Fact]
    public async Task Every_subscriber_gets_every_item()
    {
        const string key = nameof(Every_subscriber_gets_every_item);
        await host.Grain<IConsumerGrain>(key + "-1").Subscribe(key);
        await host.Grain<IConsumerGrain>(key + "-2").Subscribe(key);
        await Send(key, "a", "b");
        Assert.Equal(["a", "b"], await Hear(key + "-1", 2));
        Assert.Equal(["a", "b"], await Hear(key + "-2", 2));
    }

    [Fact]
    public async Task After_unsubscribing_no_item_comes()
    {
        const string key = nameof(After_unsubscribing_no_item_comes);
        var grain = host.Grain<IConsumerGrain>(key);
        await grain.Subscribe(key);
        await host.Grain<IConsumerGrain>(key + "-stays").Subscribe(key);
        await Send(key, "before");
        Assert.Equal(["before"], await Hear(key, 1));
        Assert.Equal(1, await grain.UnsubscribeAll(key));
        Assert.Equal(0, await grain.UnsubscribeAll(key));
        await Send(key, "after");
        Assert.Equal(["before", "after"], await Hear(key + "-stays", 2));
        Assert.Empty(host.Witness.HearAll(key));
    }

    [Fact]
    public async Task An_explicit_subscription_outlives_the_activation_that_made_it()
    {
        const string key = nameof(An_explicit_subscription_outlives_the_activation_that_made_it);
        var grain = host.Grain<IConsumerGrain>(key);
        await grain.Subscribe(key);
        await Send(key, "one");
        Assert.Equal(["one"], await Hear(key, 1));
        await grain.Restart();
        await Send(key, "two");
        Assert.Equal(["two"], await Hear(key, 1));
    }

    [Fact]
    public async Task An_item_whose_observer_fails_comes_again_before_the_next()
    {
        const string key = nameof(An_item_whose_observer_fails_comes_again_before_the_next);
        host.Errors.Expect("try again");
        await host.Grain<IConsumerGrain>(key).Subscribe(key);
        await Send(key, "fail", "next");
        Assert.Equal(["fail", "fail", "fail", "next"], await Hear(key, 4));
    }

    [Fact]
    public async Task An_item_activates_the_grain_that_is_implicitly_subscribed()
    {
        const string key = nameof(An_item_activates_the_grain_that_is_implicitly_subscribed);
        await host.Grain<IProducerGrain>(key).Send(ImplicitGrain.Namespace, key, "wake", "up");
        Assert.Equal(["wake", "up"], await Hear(key, 2));
    }

    [Fact]
    public async Task Code_that_is_no_grain_can_produce_and_consume()
    {
        const string key = nameof(Code_that_is_no_grain_can_produce_and_consume);
        var stream = host.Client.GetStreamProvider(GrainHost.Streams)
            .GetStream<string>(StreamId.Create(ConsumerGrain.Namespace, key));
        var handle = await stream.SubscribeAsync((item, _) =>
        {
            host.Witness.Say(key, item);
            return Task.CompletedTask;
        });
        await stream.OnNextAsync("outside");
        Assert.Equal(["outside"], await Hear(key, 1));
        await handle.UnsubscribeAsync();
        Assert.Empty(await stream.GetAllSubscriptionHandles());
    }

    private Task Send(string key, params string[] items) =>
        host.Grain<IProducerGrain>(key).Send(ConsumerGrain.Namespace, key, items);

    private async Task<List<string>> Hear(string about, int count)
    {
        var heard = new List<string>();
        while (heard.Count < count)
        {
            heard.Add(await host.Witness.Hear(about));
        }

        return heard;
    }
}
