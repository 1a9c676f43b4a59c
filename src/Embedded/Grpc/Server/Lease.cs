using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>An object for one call: from the services if they have it, else made here and disposed.</summary>
internal readonly struct Lease<T> : IAsyncDisposable
    where T : class
{
    private readonly bool _owned;

    private Lease(T value, bool owned)
    {
        Value = value;
        _owned = owned;
    }

    public T Value { get; }

    public static Lease<T> Take(IServiceProvider services, Type type, object[] arguments)
    {
        if (arguments.Length == 0 && services.GetService(type) is T registered)
        {
            return new Lease<T>(registered, owned: false);
        }

        return new Lease<T>((T)ActivatorUtilities.CreateInstance(services, type, arguments), owned: true);
    }

    public ValueTask DisposeAsync()
    {
        if (_owned && Value is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }

        if (_owned && Value is IDisposable disposable)
        {
            disposable.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
