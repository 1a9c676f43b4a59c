namespace CostIntel.Storage.Tests;

/// <summary>A test with a store of its own.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    protected static CancellationToken None => CancellationToken.None;

    private protected TestStore Store { get; } = new();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Store.DisposeAsync();
}
