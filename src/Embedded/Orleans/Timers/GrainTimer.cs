using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>
/// A timer of one activation. The next tick is armed when the last has finished, so ticks never pile up and the
/// period counts from the end of a tick.
/// </summary>
internal sealed partial class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainMethod _method;
    private readonly CancellationTokenSource _ended = new();
    private readonly ITimer _clock;
    private readonly Lock _gate = new();
    private TimeSpan _period;
    private int _version;
    private bool _disposed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        Check(options.DueTime, options.Period);
        _activation = activation;
        _callback = callback;
        _method = Describe(options);
        _period = options.Period;
        _clock = activation.Silo.Time.CreateTimer(
            static state => ((GrainTimer)state!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        activation.Extras.Add(this);
        _clock.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, period);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _period = period;
            _version++; // a tick under way must not arm the old period afterwards
            _clock.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _clock.Dispose();
        _ended.Cancel();
        _activation.Extras.Remove(this);
    }

    private static void Check(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
    }

    private static GrainMethod Describe(GrainTimerCreationOptions options)
    {
        var flags = (options.Interleave ? GrainMethodOptions.AlwaysInterleave : GrainMethodOptions.None)
            | (options.KeepAlive ? GrainMethodOptions.None : GrainMethodOptions.NotUse)
            | GrainMethodOptions.OneWay | GrainMethodOptions.BoundToActivation;
        return new GrainMethod(typeof(IGrainTimer), "Tick", flags, Timeout.InfiniteTimeSpan);
    }

    private void OnDue() => _activation.TryPush(new Tick(this, Volatile.Read(ref _version)));

    private async ValueTask RunAsync(int version)
    {
        if (_disposed || version != _version)
        {
            return; // the tick waited for its turn while the timer was stopped or started over
        }

        try
        {
            await _callback(_ended.Token);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            LogTickFailed(_activation.Silo.Log, failure, _activation.GrainId);
        }

        Rearm(version);
    }

    private void Rearm(int version)
    {
        lock (_gate)
        {
            if (!_disposed && version == _version)
            {
                _clock.Change(_period, Timeout.InfiniteTimeSpan);
            }
        }
    }

    [LoggerMessage(6020, LogLevel.Error, "A timer callback of {GrainId} failed; the timer goes on")]
    private static partial void LogTickFailed(ILogger logger, Exception failure, GrainId grainId);

    private sealed class Tick(GrainTimer timer, int version) : ActionRequest
    {
        public override GrainMethod Method => timer._method;

        protected override ValueTask Call(object target) => timer.RunAsync(version);
    }
}
