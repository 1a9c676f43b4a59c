using System.Collections.ObjectModel;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

/// <summary>The interceptors of a server, in the order in which calls pass them.</summary>
public sealed class InterceptorCollection : Collection<InterceptorRegistration>
{
    /// <summary>Adds an interceptor, made for each call from the services of the call and these arguments.</summary>
    public void Add<TInterceptor>(params object[] args)
        where TInterceptor : Interceptor => Add(typeof(TInterceptor), args);

    /// <summary>Adds an interceptor, made for each call from the services of the call and these arguments.</summary>
    public void Add(Type interceptorType, params object[] args) =>
        Add(new InterceptorRegistration(interceptorType, args));
}

/// <summary>How to come by an interceptor for a call.</summary>
public sealed class InterceptorRegistration
{
    private readonly object[] _arguments;

    internal InterceptorRegistration(Type type, object[] arguments)
    {
        if (!type.IsAssignableTo(typeof(Interceptor)))
        {
            throw new ArgumentException($"{type} is no {typeof(Interceptor)}.", nameof(type));
        }

        Type = type;
        _arguments = arguments;
    }

    /// <summary>The class of the interceptor.</summary>
    public Type Type { get; }

    /// <summary>The arguments that do not come from the services.</summary>
    public IReadOnlyList<object> Arguments => _arguments;

    internal Lease<Interceptor> Lease(IServiceProvider services) =>
        Server.Lease<Interceptor>.Take(services, Type, _arguments);
}
