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

    private readonly ConcurrentDictionary<(string Interface, string Method), CallCount> _calls = new();

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
        _calls.GetOrAdd((context.InterfaceName, context.MethodName), static _ => new CallCount())
            .Add(Stopwatch.GetTimestamp() - started);

    private static Measurement<T> Measure<T>((string Interface, string Method) key, T value)
        where T : struct => new(value, new("interface", key.Interface), new("method", key.Method));

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
