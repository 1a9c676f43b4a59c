using System.Collections.Concurrent;
using System.Threading.Channels;

namespace CostIntel.Embedded.Orleans.Tests;

/// <summary>What grains report to the test, and gates at which they wait for it.</summary>
public sealed class EventLog
{
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    public void Add(string what) => _events.Writer.TryWrite(what);

    /// <summary>The next event; fails the test if none comes.</summary>
    public async Task<string> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _events.Reader.ReadAsync(limit.Token);
    }

    public bool IsEmpty => !_events.Reader.TryPeek(out _);

    public Task Gate(string name) => Source(name).Task;

    public void Open(string name) => Source(name).TrySetResult();

    private TaskCompletionSource Source(string name) =>
        _gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
