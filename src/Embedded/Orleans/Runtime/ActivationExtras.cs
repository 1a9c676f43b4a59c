namespace Orleans.Runtime;

/// <summary>State that must be read before the grain's OnActivateAsync.</summary>
internal interface IActivationState
{
    Task ReadStateAsync(CancellationToken cancellationToken);
}

/// <summary>What few activations need, so that the many pay one field for it.</summary>
internal sealed class ActivationExtras
{
    private readonly Lock _gate = new();
    private readonly HashSet<GrainTimer> _timers = [];
    private readonly List<IActivationState> _states = [];
    private readonly Dictionary<Guid, object> _streamHandlers = [];

    /// <summary>Why the activation ends, once it does.</summary>
    public DeactivationReason Ending { get; set; }

    public TaskCompletionSource Deactivated { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The stream observers of this activation by subscription.</summary>
    public Dictionary<Guid, object> StreamHandlers => _streamHandlers;

    public void Add(IActivationState state) => _states.Add(state);

    public void Add(GrainTimer timer)
    {
        lock (_gate)
        {
            _timers.Add(timer);
        }
    }

    public void Remove(GrainTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    public void StopTimers()
    {
        GrainTimer[] timers;
        lock (_gate)
        {
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }

    public async Task ReadStatesAsync(CancellationToken cancellationToken)
    {
        foreach (var state in _states)
        {
            await state.ReadStateAsync(cancellationToken);
        }
    }
}
