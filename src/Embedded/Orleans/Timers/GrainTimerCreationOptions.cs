using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>When a grain timer fires and what may run beside it.</summary>
public readonly struct GrainTimerCreationOptions
{
    /// <summary>To be followed by an object initialiser that sets both times.</summary>
    public GrainTimerCreationOptions()
    {
    }

    /// <summary>With both times.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period) => (DueTime, Period) = (dueTime, period);

    /// <summary>Until the first tick; zero is at once, <see cref="Timeout.InfiniteTimeSpan"/> is not yet.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>From the end of one tick to the next; <see cref="Timeout.InfiniteTimeSpan"/> is never.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks run while a call waits at an await. Default false: a tick is like a call.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks count as use, so that the activation is not idle. Default false.</summary>
    public bool KeepAlive { get; init; }
}

/// <summary>A timer of one activation. Disposing it stops it; the end of the activation disposes it.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Starts over with these times.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
