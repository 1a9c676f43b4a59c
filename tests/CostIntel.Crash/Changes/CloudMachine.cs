using System.Collections.Concurrent;

namespace CostIntel.Crash.Changes;

/// <summary>A machine of the fake cloud: it is as it was, or as a change made it.</summary>
internal sealed class CloudMachine(string name, CloudFault fault)
{
    /// <summary>What each machine is before it is changed.</summary>
    public const string Before = "m5.4xlarge";

    private readonly ConcurrentDictionary<string, string> _effects = new();
    private readonly ConcurrentDictionary<string, int> _attempts = new();
    private readonly Lock _changing = new();

    public string Name => name;

    public CloudFault Fault => fault;

    public string State { get; private set; } = Before;

    /// <summary>It is not as it was.</summary>
    public bool IsChanged => State != Before;

    /// <summary>It answers slowly.</summary>
    public bool IsSlow => fault == CloudFault.Harms && IsChanged;

    /// <summary>Completes when a change of it was undone for the first time.</summary>
    public TaskCompletionSource Undone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>By key of the operation what it made the machine.</summary>
    public IReadOnlyDictionary<string, string> Effects => _effects;

    /// <summary>Makes it something, once for each key.</summary>
    public void Make(string key, string state)
    {
        lock (_changing)
        {
            if (_effects.TryAdd(key, state))
            {
                State = state;
            }
        }
    }

    /// <summary>The how many-th time this key has come, from 1.</summary>
    public int Attempt(string key) => _attempts.AddOrUpdate(key, 1, (_, count) => count + 1);
}
