using Orleans.Concurrency;

namespace CostIntel.Embedded.Orleans.Tests;

public interface IProbeGrain : IGrainWithStringKey
{
    Task Nothing();

    Task<int> One();

    /// <summary>Reports "in", waits at the gate, reports "out".</summary>
    Task Hold(string gate);

    Task Report(string what);

    [AlwaysInterleave]
    Task Peek();

    Task Restart();

    Task StartTimer(TimeSpan period, bool keepAlive);

    Task<bool> TakesReference(IProbeGrain other, IProbeObserver? observer);

    Task<bool> PassesItself();
}

public interface IProbeObserver : IGrainObserver
{
    void Hear(string what);
}

public interface IShortLivedGrain : IGrainWithStringKey
{
    Task Nothing();
}

[CollectionAgeLimit(Minutes = 2)]
public sealed class ShortLivedGrain(EventLog log) : Grain, IShortLivedGrain
{
    public Task Nothing() => Task.CompletedTask;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        log.Add($"short-lived down {reason.ReasonCode}");
        return Task.CompletedTask;
    }
}

/// <summary>An interface without a class.</summary>
public interface IOrphanGrain : IGrainWithStringKey
{
    Task Nothing();
}

/// <summary>Reports "down reason" when it ends; with a key that starts with "stuck" its end never comes.</summary>
public sealed class ProbeGrain(EventLog log) : Grain, IProbeGrain
{
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        log.Add($"down {reason.ReasonCode}");
        if (this.GetPrimaryKeyString().StartsWith("stuck", StringComparison.Ordinal))
        {
            await log.Gate("never");
        }
    }

    public Task Nothing() => Task.CompletedTask;

    public Task<int> One() => Task.FromResult(1);

    public async Task Hold(string gate)
    {
        log.Add("in");
        await log.Gate(gate);
        log.Add("out");
    }

    public Task Report(string what)
    {
        log.Add(what);
        return Task.CompletedTask;
    }

    public Task Peek() => Task.CompletedTask;

    public Task Restart()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task StartTimer(TimeSpan period, bool keepAlive)
    {
        this.RegisterGrainTimer(
            () => Report("tick"), new GrainTimerCreationOptions(period, period) { KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task<bool> TakesReference(IProbeGrain other, IProbeObserver? observer) =>
        Task.FromResult(other is GrainReference && (observer is null || observer is GrainReference));

    public Task<bool> PassesItself() => GrainFactory.GetGrain<IProbeGrain>("taker").TakesReference(this, null);
}
