using Orleans.Streams;

namespace CostIntel.Conformance.Streams;

public interface IProducerGrain : IGrainWithStringKey
{
    Task Send(string ns, string key, params string[] items);
}

public sealed class ProducerGrain : Grain, IProducerGrain
{
    public async Task Send(string ns, string key, params string[] items)
    {
        var stream = this.GetStreamProvider(GrainHost.Streams).GetStream<string>(StreamId.Create(ns, key));
        foreach (var item in items)
        {
            await stream.OnNextAsync(item);
        }
    }
}

public interface IConsumerGrain : IGrainWithStringKey
{
    Task Subscribe(string key);

    Task<int> UnsubscribeAll(string key);

    Task Restart();
}

/// <summary>Subscribes when told, and resumes its subscriptions when it is activated again.</summary>
public sealed class ConsumerGrain(Witness witness) : Grain, IConsumerGrain
{
    public const string Namespace = "explicit";

    private string Key => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await StreamOf(Key).GetAllSubscriptionHandles())
        {
            await handle.ResumeAsync(OnNext);
        }
    }

    public Task Subscribe(string key) => StreamOf(key).SubscribeAsync(OnNext);

    public async Task<int> UnsubscribeAll(string key)
    {
        var handles = await StreamOf(key).GetAllSubscriptionHandles();
        foreach (var handle in handles)
        {
            await handle.UnsubscribeAsync();
        }

        return handles.Count;
    }

    public Task Restart()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private IAsyncStream<string> StreamOf(string key) =>
        this.GetStreamProvider(GrainHost.Streams).GetStream<string>(StreamId.Create(Namespace, key));

    private Task OnNext(string item, StreamSequenceToken? token)
    {
        witness.Say(Key, item);
        return item.StartsWith("fail", StringComparison.Ordinal) && witness.Next(Key + item) < 3
            ? throw new InvalidOperationException("try again")
            : Task.CompletedTask;
    }
}

public interface IImplicitGrain : IGrainWithStringKey;

[ImplicitStreamSubscription(Namespace)]
public sealed class ImplicitGrain(Witness witness) : Grain, IImplicitGrain
{
    public const string Namespace = "implicit";

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var id = StreamId.Create(Namespace, this.GetPrimaryKeyString());
        await this.GetStreamProvider(GrainHost.Streams).GetStream<string>(id).SubscribeAsync((item, _) =>
        {
            witness.Say(this.GetPrimaryKeyString(), item);
            return Task.CompletedTask;
        });
    }
}
