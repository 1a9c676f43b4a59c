using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of grain classes. Its members may be used from the constructor on.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Called by the runtime on the activation's own turn, which is how the grain learns who it is.</summary>
    protected Grain() => GrainContext = Activation.Current!;

    /// <summary>The activation that this instance is; null only for an instance made outside the runtime.</summary>
    public IGrainContext GrainContext { get; }

    /// <summary>A reference to this grain, to hand to others.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>Gives references to other grains.</summary>
    protected internal IGrainFactory GrainFactory => Activation.Of(this).Silo;

    /// <summary>The services of this activation; scoped services live as long as it.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>The grain's identity as text, <c>type/key</c>.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <inheritdoc/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Ends this activation when the calls under way have finished; later calls reach a fresh one.</summary>
    protected void DeactivateOnIdle() => GrainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    /// <summary>Keeps an idle activation from being collected for at least <paramref name="timeSpan"/>.</summary>
    /// <param name="timeSpan">From now; zero or negative takes an earlier delay back.</param>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.Of(this).DelayCollection(timeSpan);
}
