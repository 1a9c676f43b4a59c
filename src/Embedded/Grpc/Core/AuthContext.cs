using System.Text;

namespace Grpc.Core;

/// <summary>What the transport proves about the peer.</summary>
/// <param name="peerIdentityPropertyName">The property that identifies the peer; null when there is none.</param>
/// <param name="properties">Everything known.</param>
public sealed class AuthContext(string? peerIdentityPropertyName, Dictionary<string, List<AuthProperty>> properties)
{
    /// <summary>Whether the peer is authenticated by the transport.</summary>
    public bool IsPeerAuthenticated => peerIdentityPropertyName is not null;

    /// <summary>The property that identifies the peer.</summary>
    public string? PeerIdentityPropertyName => peerIdentityPropertyName;

    /// <summary>Everything known.</summary>
    public IEnumerable<AuthProperty> Properties => properties.Values.SelectMany(values => values);
}

/// <summary>One fact about a peer.</summary>
public sealed class AuthProperty
{
    private AuthProperty(string name, byte[] value)
    {
        Name = name;
        ValueBytes = value;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The value as text.</summary>
    public string Value => Encoding.UTF8.GetString(ValueBytes);

    /// <summary>The value.</summary>
    public byte[] ValueBytes { get; }

    /// <summary>Makes a property.</summary>
    public static AuthProperty Create(string name, byte[] valueBytes) => new(name, valueBytes);
}

/// <summary>Ties child calls to their parent. Never issued here; named by <see cref="ServerCallContext"/>.</summary>
public abstract class ContextPropagationToken
{
    private protected ContextPropagationToken()
    {
    }
}

/// <summary>What a child call takes over from its parent.</summary>
/// <param name="propagateDeadline">The deadline.</param>
/// <param name="propagateCancellation">Cancellation.</param>
public sealed class ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
{
    /// <summary>Whether the deadline is taken over.</summary>
    public bool IsPropagateDeadline { get; } = propagateDeadline;

    /// <summary>Whether cancellation is taken over.</summary>
    public bool IsPropagateCancellation { get; } = propagateCancellation;
}
