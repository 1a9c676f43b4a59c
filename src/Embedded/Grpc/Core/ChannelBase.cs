namespace Grpc.Core;

/// <summary>A way to a server.</summary>
/// <param name="target">What it was made from.</param>
public abstract class ChannelBase(string target)
{
    /// <summary>What it was made from.</summary>
    public string Target { get; } = target;

    /// <summary>Makes calls over this channel.</summary>
    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Ends the channel.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    /// <summary>See <see cref="ShutdownAsync"/>.</summary>
    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}

/// <summary>How a channel protects its bytes.</summary>
public abstract class ChannelCredentials
{
    private protected ChannelCredentials()
    {
    }

    /// <summary>Not at all: <c>http</c>.</summary>
    public static ChannelCredentials Insecure { get; } = new Plain();

    /// <summary>TLS with the system's roots: <c>https</c>.</summary>
    public static ChannelCredentials SecureSsl { get; } = new Tls();

    private sealed class Plain : ChannelCredentials;

    private sealed class Tls : ChannelCredentials;
}
