using Orleans.Concurrency;

namespace CostIntel.Conformance.Calls;

[GenerateSerializer]
[Immutable]
[Alias("CostIntel.Conformance.Calls.Parcel")]
public sealed record Parcel([property: Id(0)] string Name, [property: Id(1)] int[] Numbers);

public interface IBaseCallGrain : IGrainWithStringKey
{
    Task<string> Inherited();
}

public interface ICallGrain : IBaseCallGrain
{
    Task<Parcel> Echo(Parcel parcel);

    Task<Dictionary<string, List<int>>> Nested(int[]? numbers);

    Task ThrowAtOnce(string text);

    Task<int> ThrowLater(string text);

    ValueTask<int> ThrowCancelled();

    /// <summary>Waits until cancelled, says so, and throws.</summary>
    Task<int> WaitForCancellation(CancellationToken cancellationToken);

    /// <summary>Says "in", holds until the gate opens, says "out"; heeds no token.</summary>
    Task Hold(string gate);

    Task Say(string word, CancellationToken cancellationToken);

    [OneWay]
    Task HoldOneWay(string gate);

    [OneWay]
    Task ThrowOneWay(string text);

    Task<string?> ReadContext(string key);

    /// <summary>Sets a value, and returns what a grain further on sees of it and of the caller's.</summary>
    Task<string> SetAndForward(string key, string value, ICallGrain next, string callersKey);

    Task<string> NameOf(ICallGrain other);

    Task<ICallGrain> Self();
}

public sealed class CallGrain(Witness witness) : Grain, ICallGrain
{
    private string Key => this.GetPrimaryKeyString();

    public Task<string> Inherited() => Task.FromResult(Key);

    public Task<Parcel> Echo(Parcel parcel) => Task.FromResult(parcel);

    public Task<Dictionary<string, List<int>>> Nested(int[]? numbers) =>
        Task.FromResult(new Dictionary<string, List<int>> { ["all"] = [.. numbers ?? []] });

    public Task ThrowAtOnce(string text) => throw new InvalidOperationException(text);

    public async Task<int> ThrowLater(string text)
    {
        await Task.Yield();
        throw new ArgumentException(text);
    }

    public async ValueTask<int> ThrowCancelled()
    {
        await Task.Yield();
        throw new OperationCanceledException("given up");
    }

    public async Task<int> WaitForCancellation(CancellationToken cancellationToken)
    {
        witness.Say(Key, "waiting");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException)
        {
            witness.Say(Key, "cancelled");
            throw;
        }
    }

    public async Task Hold(string gate)
    {
        witness.Say(Key, "in");
        await witness.Gate(gate);
        witness.Say(Key, "out");
    }

    public Task Say(string word, CancellationToken cancellationToken)
    {
        witness.Say(Key, word);
        return Task.CompletedTask;
    }

    public Task HoldOneWay(string gate) => Hold(gate);

    public Task ThrowOneWay(string text)
    {
        witness.Say(Key, text);
        throw new InvalidOperationException(text);
    }

    public Task<string?> ReadContext(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public async Task<string> SetAndForward(string key, string value, ICallGrain next, string callersKey)
    {
        RequestContext.Set(key, value);
        return $"{await next.ReadContext(callersKey)}, {await next.ReadContext(key)}";
    }

    public Task<string> NameOf(ICallGrain other) => other.Inherited();

    public Task<ICallGrain> Self() => Task.FromResult(this.AsReference<ICallGrain>());
}
