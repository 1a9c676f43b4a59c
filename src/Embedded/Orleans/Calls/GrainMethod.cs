namespace Orleans.Runtime;

/// <summary>What the scheduler must know about a method.</summary>
[Flags]
public enum GrainMethodOptions
{
    /// <summary>An ordinary call.</summary>
    None = 0,

    /// <summary>Interleaves with everything.</summary>
    AlwaysInterleave = 1,

    /// <summary>Interleaves with other read-only calls.</summary>
    ReadOnly = 2,

    /// <summary>Nobody waits for it.</summary>
    OneWay = 4,

    /// <summary>Does not count as use of the activation.</summary>
    NotUse = 8,

    /// <summary>Means nothing to any other activation, so it is dropped when this one ends.</summary>
    BoundToActivation = 16,
}

/// <summary>One method of a grain interface; generated code holds one instance for each.</summary>
/// <param name="interfaceType">The interface that declares the method.</param>
/// <param name="name">The method's name.</param>
/// <param name="options">How it may run.</param>
/// <param name="timeout">How long callers wait; null is the host's default.</param>
public sealed class GrainMethod(Type interfaceType, string name, GrainMethodOptions options, TimeSpan? timeout)
{
    /// <summary>A method whose time limit is text, as attributes have it.</summary>
    public GrainMethod(Type interfaceType, string name, GrainMethodOptions options, string? timeout)
        : this(interfaceType, name, options, timeout is null ? null : new ResponseTimeoutAttribute(timeout).Timeout)
    {
    }

    /// <summary>The interface that declares the method.</summary>
    public Type InterfaceType { get; } = interfaceType;

    /// <summary>The full name of the interface.</summary>
    public string InterfaceName { get; } = interfaceType.FullName ?? interfaceType.Name;

    /// <summary>The method's name.</summary>
    public string Name { get; } = name;

    /// <summary>How long callers wait; null is the host's default.</summary>
    public TimeSpan? Timeout { get; } = timeout;

    internal GrainMethodOptions Options { get; } = options;

    internal bool Has(GrainMethodOptions option) => (Options & option) != 0;
}
