using CostIntel.TestKit;

namespace CostIntel.EndToEnd;

/// <summary>One engine for the tests of a class; each test keeps to a source and billing accounts of its own.</summary>
public sealed class EngineFixture : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EngineProcess Engine { get; private set; } = null!;

    public string File(string name) => _folder.File(name);

    public async Task InitializeAsync() => Engine = await EngineProcess.StartAsync(_folder.File("data"));

    public async Task DisposeAsync() => await Engine.DisposeAsync();

    public void Dispose() => _folder.Dispose();
}
