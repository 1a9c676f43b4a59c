using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CostIntel.Server.Observability;

/// <summary>Counts grain calls, their errors and their time by interface and method, in both builds.</summary>
internal sealed class GrainCallMetrics : IIncomingGrainCallFilter
{
    private static readonly Meter Meter = new("CostIntel.Grains");
    private static readonly Counter<long> Errors = Meter.CreateCounter<long>(
        "costintel_grain_call_errors", description: "Grain calls that failed.");

    private readonly ConcurrentDictionary<(string Interface, string Method), CallCount> _calls = new(new MethodComparer());

    public GrainCallMetrics()
    {
        Meter.CreateObservableCounter(
            "costintel_grain_calls",
            () => _calls.Select(pair => Measure(pair.Key, pair.Value.Count)),
            description: "Grain calls.");
        Meter.CreateObservableCounter(
            "costintel_grain_call_seconds",
            () => _calls.Select(pair => Measure(pair.Key, pair.Value.Seconds)),
            description: "Time spent in grain calls, waiting for others included.");
    }

    public Task Invoke(IIncomingGrainCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var call = context.Invoke();
        if (!call.IsCompletedSuccessfully)
        {
            return CountLaterAsync(context, call, started);
        }

        Count(context, started);
        return Task.CompletedTask;
    }

    private async Task CountLaterAsync(IIncomingGrainCallContext context, Task call, long started)
    {
        try
        {
            await call;
        }
        catch
        {
            Errors.Add(1, new("interface", context.InterfaceName), new("method", context.MethodName));
            throw;
        }
        finally
        {
            Count(context, started);
        }
    }

    private void Count(IIncomingGrainCallContext context, long started) =>
        _calls.GetOrAdd((context.InterfaceName, context.MethodName), static key => First(key))
            .Add(Stopwatch.GetTimestamp() - started);

    // A series that begins at zero: whoever watches errors sees the first one as well.
    private static CallCount First((string Interface, string Method) key)
    {
        Errors.Add(0, new("interface", key.Interface), new("method", key.Method));
        return new CallCount();
    }

    private static Measurement<T> Measure<T>((string Interface, string Method) key, T value)
        where T : struct => new(value, new("interface", key.Interface), new("method", key.Method));

    /// <summary>Method names are few and the same objects each time: no need to hash them character by character.</summary>
    private sealed class MethodComparer : IEqualityComparer<(string Interface, string Method)>
    {
        public bool Equals((string Interface, string Method) x, (string Interface, string Method) y) =>
            string.Equals(x.Method, y.Method, StringComparison.Ordinal)
            && string.Equals(x.Interface, y.Interface, StringComparison.Ordinal);

        public int GetHashCode((string Interface, string Method) obj) =>
            (obj.Interface.Length << 8) ^ (obj.Method.Length << 4) ^ obj.Method[0];
    }

    private sealed class CallCount
    {
        private long _count;
        private long _ticks;

        public long Count => Interlocked.Read(ref _count);

        public double Seconds => Interlocked.Read(ref _ticks) / (double)Stopwatch.Frequency;

        public void Add(long ticks)
        {
            Interlocked.Increment(ref _count);
            Interlocked.Add(ref _ticks, ticks);
        }
    }
}
