namespace Orleans.Runtime;

/// <summary>One activation, as the grain and its components see it.</summary>
public interface IGrainContext
{
    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>Who the grain is.</summary>
    GrainId GrainId { get; }

    /// <summary>The instance, once it is constructed.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of this activation; scoped services live as long as it.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Ends the activation when the calls under way have finished.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
