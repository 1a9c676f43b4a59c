namespace CostIntel.Conformance.Life;

public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>Which activation of this key serves the call: 1, 2, …</summary>
    Task<int> Generation();

    Task DeactivateSoon();

    Task<int> DeactivateThenHold(string gate);

    Task Hold(string gate);

    Task Stay(TimeSpan time);
}

/// <summary>Says "up n" and "down n reason"; n counts the activations of its key.</summary>
public sealed class LifeGrain(Witness witness) : Grain, ILifeGrain
{
    private int _generation;

    private string Key => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _generation = witness.Next(Key);
        await Task.Yield();
        witness.Say(Key, $"up {_generation}");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        witness.Say(Key, $"down {_generation} {reason.ReasonCode}");
    }

    public Task<int> Generation() => Task.FromResult(_generation);

    public Task DeactivateSoon()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<int> DeactivateThenHold(string gate)
    {
        DeactivateOnIdle();
        await Hold(gate);
        return _generation;
    }

    public async Task Hold(string gate)
    {
        witness.Say(Key, "in");
        await witness.Gate(gate);
        witness.Say(Key, "out");
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }
}

public interface IFragileGrain : IGrainWithStringKey
{
    Task<int> Attempts();
}

/// <summary>Fails to activate as long as its gate is closed.</summary>
public sealed class FragileGrain(Witness witness) : Grain, IFragileGrain
{
    private int _attempts;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _attempts = witness.Next(key);
        return witness.Gate(key).IsCompleted ? Task.CompletedTask : throw new InvalidOperationException("not yet");
    }

    public Task<int> Attempts() => Task.FromResult(_attempts);
}

public interface IKnowsItselfGrain : IGrainWithStringKey
{
    Task<string> KeyInConstructor();

    Task<bool> Has(string service);
}

public sealed class KnowsItselfGrain : Grain, IKnowsItselfGrain
{
    private readonly string _key;
    private readonly IGrainContext _context;

    public KnowsItselfGrain(IGrainContext context)
    {
        _key = this.GetPrimaryKeyString();
        _context = context;
    }

    public Task<string> KeyInConstructor() => Task.FromResult($"{_key} {_context.GrainId.Key}");

    public Task<bool> Has(string service) =>
        Task.FromResult(ServiceProvider.GetService(typeof(Witness))?.GetType().Name == service);
}
