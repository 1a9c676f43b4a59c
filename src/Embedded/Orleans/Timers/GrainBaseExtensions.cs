using Orleans.Runtime;

namespace Orleans;

/// <summary>What a grain can do with its own activation.</summary>
public static class GrainBaseExtensions
{
    /// <summary>Ends this activation when the calls under way have finished; later calls reach a fresh one.</summary>
    public static void DeactivateOnIdle(this IGrainBase grain) => grain.GrainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    /// <summary>Starts a timer whose callback runs on turns of this activation.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">Gets the state and a token that is cancelled when the timer ends.</param>
    /// <param name="state">Handed to the callback.</param>
    /// <param name="options">When and how it fires.</param>
    /// <typeparam name="TState">The type of <paramref name="state"/>.</typeparam>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain,
        Func<TState, CancellationToken, Task> callback,
        TState state,
        GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return new GrainTimer(Activation.Of(grain), token => callback(state, token), options);
    }

    /// <summary>Starts a timer whose callback runs on turns of this activation and gets a state.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain,
        Func<TState, Task> callback,
        TState state,
        GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return new GrainTimer(Activation.Of(grain), _ => callback(state), options);
    }

    /// <summary>Starts a timer whose callback runs on turns of this activation.</summary>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain,
        Func<CancellationToken, Task> callback,
        GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return new GrainTimer(Activation.Of(grain), callback, options);
    }

    /// <summary>Starts a timer whose callback runs on turns of this activation.</summary>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain,
        Func<Task> callback,
        GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return new GrainTimer(Activation.Of(grain), _ => callback(), options);
    }

    /// <summary>Starts a timer with default options.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain,
        Func<TState, CancellationToken, Task> callback,
        TState state,
        TimeSpan dueTime,
        TimeSpan period) => grain.RegisterGrainTimer(callback, state, new(dueTime, period));

    /// <summary>Starts a timer with default options.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain,
        Func<TState, Task> callback,
        TState state,
        TimeSpan dueTime,
        TimeSpan period) => grain.RegisterGrainTimer(callback, state, new(dueTime, period));

    /// <summary>Starts a timer with default options.</summary>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain,
        Func<CancellationToken, Task> callback,
        TimeSpan dueTime,
        TimeSpan period) => grain.RegisterGrainTimer(callback, new(dueTime, period));

    /// <summary>Starts a timer with default options.</summary>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain,
        Func<Task> callback,
        TimeSpan dueTime,
        TimeSpan period) => grain.RegisterGrainTimer(callback, new(dueTime, period));
}
