using System.Collections.Concurrent;
using System.Threading.Channels;

namespace CostIntel.Conformance;

/// <summary>Where grains leave word for the test, and gates that the test opens for grains; both by name.</summary>
public sealed class Witness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Channel<string>> _heard = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    /// <summary>1, 2, 3, … for each name.</summary>
    public int Next(string name) => _counts.AddOrUpdate(name, 1, (_, count) => count + 1);

    public void Say(string about, string what) => Channel(about).Writer.TryWrite(what);

    /// <summary>The next word on the matter, in the order it was said.</summary>
    public async Task<string> Hear(string about)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            return await Channel(about).Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Nothing was said about \"{about}\".");
        }
    }

    /// <summary>What was said so far and not heard yet.</summary>
    public IReadOnlyList<string> HearAll(string about)
    {
        var all = new List<string>();
        while (Channel(about).Reader.TryRead(out var word))
        {
            all.Add(word);
        }

        return all;
    }

    public Task Gate(string name) => Source(name).Task;

    public void Open(string name) => Source(name).TrySetResult();

    private Channel<string> Channel(string about) =>
        _heard.GetOrAdd(about, _ => System.Threading.Channels.Channel.CreateUnbounded<string>());

    private TaskCompletionSource Source(string name) =>
        _gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
