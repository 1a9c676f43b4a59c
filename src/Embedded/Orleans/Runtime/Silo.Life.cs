using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>
/// Start, the sweep, and the stop. Time inside the host is counted in sweeps: one coarse counter that calls and
/// activations compare with, so that neither needs a timer or a clock of its own.
/// </summary>
internal sealed partial class Silo
{
    private static readonly TimeSpan SweepPeriodMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepPeriodMin = TimeSpan.FromMilliseconds(10);

    private readonly TimeSpan _responseTimeout;
    private readonly GrainCollectionOptions _collection;
    private readonly CancellationTokenSource _aborted = new();
    private ITimer? _sweeper;
    private SiloInstruments? _instruments;
    private int _sweep = 1;
    private volatile bool _refusesOutsiders = true;

    /// <summary>The time between sweeps: the granularity of call timeouts and of idleness.</summary>
    public TimeSpan SweepPeriod { get; }

    /// <summary>The number of the last sweep.</summary>
    public int Sweep => _sweep;

    /// <summary>Cancelled when a stop has waited long enough.</summary>
    public CancellationToken Aborted => _aborted.Token;

    public TimeSpan DeactivationTimeout => _collection.DeactivationTimeout;

    /// <summary>Whether only grains may call: before the start and from the stop on.</summary>
    public bool RefusesOutsiders => _refusesOutsiders;

    /// <summary>Whether the present caller may call.</summary>
    public bool TakesCalls => !_refusesOutsiders || SynchronizationContext.Current is CallTarget;

    public int SweepsIn(TimeSpan time) =>
        (int)Math.Min(int.MaxValue / 2, Math.Ceiling(Math.Max(0, time / SweepPeriod)));

    public int CollectionAgeInSweeps(Type grainClass)
    {
        var limit = (CollectionAgeLimitAttribute?)Attribute.GetCustomAttribute(
            grainClass, typeof(CollectionAgeLimitAttribute));
        return SweepsIn(
            _collection.ClassSpecificCollectionAge.TryGetValue(grainClass.FullName!, out var age) ? age
            : limit?.AgeLimit ?? _collection.CollectionAge);
    }

    public bool IsOverdue(GrainMethod method, int firstSeen, int sweep, out TimeSpan limit)
    {
        limit = method.Timeout ?? _responseTimeout;
        return limit != Timeout.InfiniteTimeSpan
            && !method.Has(GrainMethodOptions.OneWay)
            && (sweep - firstSeen) * SweepPeriod >= limit;
    }

    public void Start()
    {
        _instruments = new SiloInstruments(this);
        Filters = [.. ServiceProvider.GetServices<IIncomingGrainCallFilter>()];
        _sweeper = Time.CreateTimer(static silo => ((Silo)silo!).RunSweep(), this, SweepPeriod, SweepPeriod);
        _refusesOutsiders = false;
        LogStarted(Log, _classes.Length);
    }

    /// <summary>Refuses callers from outside, serves what was sent, deactivates everything.</summary>
    /// <param name="limit">Ends the patience: what still runs is left behind.</param>
    public async Task StopAsync(CancellationToken limit)
    {
        _refusesOutsiders = true;
        await using var abort = limit.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(), _aborted);
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The host stops.");
        try
        {
            // A grain that ends may call others, which then come up once more: hence rounds.
            while (All() is { Count: > 0 } activations)
            {
                activations.ForEach(activation => activation.DeactivateWhenDrained(reason));
                await Task.WhenAll(activations.Select(activation => activation.Deactivated)).WaitAsync(limit);
            }
        }
        catch (OperationCanceledException)
        {
            LogStopCutShort(Log, All().Count);
        }
    }

    public void Dispose()
    {
        _sweeper?.Dispose();
        _instruments?.Dispose();
        _aborted.Dispose();
    }

    private static TimeSpan SweepPeriodFor(TimeSpan responseTimeout, GrainCollectionOptions collection)
    {
        var period = new[] { SweepPeriodMax, collection.CollectionQuantum, collection.CollectionAge / 4 }.Min();
        period = responseTimeout > TimeSpan.Zero && responseTimeout / 4 < period ? responseTimeout / 4 : period;
        return period < SweepPeriodMin ? SweepPeriodMin : period;
    }

    private List<Activation> All() => [.. _classes.SelectMany(grainClass => grainClass.Activations)];

    private void RunSweep()
    {
        var sweep = Interlocked.Increment(ref _sweep);
        var collects = sweep % Math.Max(1, SweepsIn(_collection.CollectionQuantum)) == 0;
        foreach (var grainClass in _classes)
        {
            foreach (var activation in grainClass.Activations)
            {
                activation.ExpireOverdue(sweep);
                if (collects)
                {
                    activation.CollectIfIdle(sweep);
                }
            }
        }
    }

    [LoggerMessage(6100, LogLevel.Information, "The grain host has started with {ClassCount} grain classes")]
    private static partial void LogStarted(ILogger logger, int classCount);

    [LoggerMessage(6101, LogLevel.Warning, "The grain host stopped before {ActivationCount} activations had ended")]
    private static partial void LogStopCutShort(ILogger logger, int activationCount);
}
