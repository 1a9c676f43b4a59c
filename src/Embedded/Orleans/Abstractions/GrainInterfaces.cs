using Orleans.Runtime;

namespace Orleans;

/// <summary>Anything that can be called through a reference.</summary>
public interface IAddressable;

/// <summary>Marks an interface as a grain interface.</summary>
public interface IGrain : IAddressable;

/// <summary>A grain interface whose grains are identified by a string.</summary>
public interface IGrainWithStringKey : IGrain;

/// <summary>
/// Marks an interface through which grains call objects that are no grains. Make the reference with
/// <see cref="IGrainFactory.CreateObjectReference{TGrainObserverInterface}"/>; the object itself is held weakly.
/// </summary>
public interface IGrainObserver : IAddressable;

/// <summary>What the runtime needs of a grain class; <see cref="Grain"/> implements it.</summary>
public interface IGrainBase
{
    /// <summary>The activation that this instance is.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs after construction and after persistent state was read, before the first call.</summary>
    /// <param name="cancellationToken">Cancelled when the host gives up waiting.</param>
    Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the last call; no other call runs beside it.</summary>
    /// <param name="reason">Why the activation ends.</param>
    /// <param name="cancellationToken">Cancelled when the host gives up waiting.</param>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}
