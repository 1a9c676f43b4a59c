namespace Grpc.Core;

/// <summary>The base of generated clients.</summary>
/// <typeparam name="T">The client itself.</typeparam>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>For tests: a client that cannot call.</summary>
    protected ClientBase()
    {
    }

    /// <summary>A client with this configuration.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration)
    {
    }

    /// <summary>A client over a channel.</summary>
    protected ClientBase(ChannelBase channel)
        : base(channel)
    {
    }

    /// <summary>A client over an invoker.</summary>
    protected ClientBase(CallInvoker callInvoker)
        : base(callInvoker)
    {
    }

    /// <summary>The same client, naming another authority.</summary>
    public T WithHost(string host) => NewInstance(new ClientBaseConfiguration(Configuration.Undecorated, host));

    /// <summary>Makes a client with this configuration.</summary>
    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}

/// <summary>The base of generated clients, without their type.</summary>
public abstract class ClientBase
{
    /// <summary>For tests: a client that cannot call.</summary>
    protected ClientBase()
        : this(new ClientBaseConfiguration(new NoInvoker(), null))
    {
    }

    /// <summary>A client with this configuration.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
    {
        Configuration = configuration;
        CallInvoker = configuration.Decorated();
    }

    /// <summary>A client over a channel.</summary>
    protected ClientBase(ChannelBase channel)
        : this(channel.CreateCallInvoker())
    {
    }

    /// <summary>A client over an invoker.</summary>
    protected ClientBase(CallInvoker callInvoker)
        : this(new ClientBaseConfiguration(callInvoker, null))
    {
    }

    /// <summary>Makes the calls of this client.</summary>
    protected CallInvoker CallInvoker { get; }

    internal ClientBaseConfiguration Configuration { get; }

    /// <summary>How a client makes its calls.</summary>
    protected internal sealed class ClientBaseConfiguration
    {
        private readonly string? _host;

        internal ClientBaseConfiguration(CallInvoker undecorated, string? host)
        {
            Undecorated = undecorated;
            _host = host;
        }

        internal CallInvoker Undecorated { get; }

        internal CallInvoker Decorated() => _host is null ? Undecorated : new HostInvoker(Undecorated, _host);
    }
}
