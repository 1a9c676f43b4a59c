namespace CostIntel.Conformance.Calls;

public interface INewsObserver : IGrainObserver
{
    void OnNews(string text);

    Task<int> OnQuestion(int number);
}

public interface INewsGrain : IGrainWithStringKey
{
    Task Subscribe(INewsObserver observer);

    Task Tell(string text);

    Task<int> Ask(int number);
}

public sealed class NewsGrain : Grain, INewsGrain
{
    private readonly List<INewsObserver> _observers = [];

    public Task Subscribe(INewsObserver observer)
    {
        _observers.Add(observer);
        return Task.CompletedTask;
    }

    public Task Tell(string text)
    {
        _observers.ForEach(observer => observer.OnNews(text));
        return Task.CompletedTask;
    }

    public async Task<int> Ask(int number) => await _observers[0].OnQuestion(number);
}

public sealed class ObserverTests(GrainHost host) : IClassFixture<GrainHost>
{
    [Fact]
    public async Task An_observer_hears_what_the_grain_tells_in_order()
    {
        const string key = nameof(An_observer_hears_what_the_grain_tells_in_order);
        var listener = new Listener(host.Witness, key);
        var grain = host.Grain<INewsGrain>(key);
        await grain.Subscribe(host.Client.CreateObjectReference<INewsObserver>(listener));
        await grain.Tell("one");
        await grain.Tell("two");
        Assert.Equal("one", await host.Witness.Hear(key));
        Assert.Equal("two", await host.Witness.Hear(key));
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task A_grain_can_await_an_observers_answer()
    {
        const string key = nameof(A_grain_can_await_an_observers_answer);
        var listener = new Listener(host.Witness, key);
        var grain = host.Grain<INewsGrain>(key);
        await grain.Subscribe(host.Client.CreateObjectReference<INewsObserver>(listener));
        Assert.Equal(42, await grain.Ask(21));
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task A_deleted_observer_hears_nothing_more()
    {
        const string key = nameof(A_deleted_observer_hears_nothing_more);
        var listener = new Listener(host.Witness, key);
        var kept = new Listener(host.Witness, key + "-kept");
        var reference = host.Client.CreateObjectReference<INewsObserver>(listener);
        var grain = host.Grain<INewsGrain>(key);
        await grain.Subscribe(reference);
        await grain.Subscribe(host.Client.CreateObjectReference<INewsObserver>(kept));
        host.Client.DeleteObjectReference<INewsObserver>(reference);
        await grain.Tell("late");
        Assert.Equal("late", await host.Witness.Hear(key + "-kept"));
        Assert.Empty(host.Witness.HearAll(key));
        GC.KeepAlive(listener);
        GC.KeepAlive(kept);
    }

    private sealed class Listener(Witness witness, string about) : INewsObserver
    {
        public void OnNews(string text) => witness.Say(about, text);

        public Task<int> OnQuestion(int number) => Task.FromResult(number * 2);
    }
}
