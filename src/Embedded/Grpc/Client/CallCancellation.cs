using Grpc.Core;
using Grpc.Framing;

namespace Grpc.Net.Client;

/// <summary>Ends a call at its deadline, when its token is cancelled or when its channel is closed.</summary>
internal sealed class CallCancellation : IDisposable
{
    private readonly CallOptions _options;
    private readonly CancellationToken _closing;
    private readonly Action<CallOutcome> _end;
    private CancellationTokenRegistration _channelWatch;
    private CancellationTokenRegistration _callerWatch;
    private ITimer? _timer;
    private volatile bool _disposed;

    public CallCancellation(CallOptions options, Action<CallOutcome> end, CancellationToken closing)
    {
        _options = options;
        _closing = closing;
        _end = end;
        Timeout = Remaining(options.Deadline);
    }

    /// <summary>The time left when the call was made; null for ever.</summary>
    public TimeSpan? Timeout { get; }

    public void Start()
    {
        _channelWatch = _closing.UnsafeRegister(
            static call => ((CallCancellation)call!).Cancel("The channel was disposed."), this);
        _callerWatch = _options.CancellationToken.UnsafeRegister(
            static call => ((CallCancellation)call!).Cancel("The call was cancelled by the client."), this);
        if (Timeout is { } timeout)
        {
            StartTimer(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero);
        }

        // A token that was cancelled before has ended the call from within the registration above.
        if (_disposed)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _disposed = true;

        // Called from within a registration too, so nothing here may wait for one.
        _channelWatch.Unregister();
        _callerWatch.Unregister();
        _timer?.Dispose();
    }

    private void StartTimer(TimeSpan timeout) => _timer = TimeProvider.System.CreateTimer(
        static call => ((CallCancellation)call!)._end(
            CallOutcome.Of(StatusCode.DeadlineExceeded, "The deadline of the call has passed.")),
        this,
        timeout < Timers.Longest ? timeout : Timers.Longest,
        System.Threading.Timeout.InfiniteTimeSpan);

    private static TimeSpan? Remaining(DateTime? deadline)
    {
        if (deadline is not { } time || time == DateTime.MaxValue)
        {
            return null;
        }

        return time.Kind == DateTimeKind.Utc || time == DateTime.MinValue
            ? time - TimeProvider.System.GetUtcNow().UtcDateTime
            : throw new ArgumentException("Deadline must be in UTC: its kind is not DateTimeKind.Utc.");
    }

    private void Cancel(string detail) => _end(CallOutcome.Of(StatusCode.Cancelled, detail));
}
