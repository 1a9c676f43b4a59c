using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>A state of one activation, bound to its store.</summary>
internal sealed class PersistentState<T> : IPersistentState<T>, IGrainState<T>, IActivationState
{
    private readonly Activation _activation;
    private readonly string _name;
    private readonly IGrainStorage _store;

    public PersistentState(Activation activation, string name, IGrainStorage store)
    {
        (_activation, _name, _store) = (activation, name, store);
        activation.Extras.Add(this);
    }

    public T State { get; set; } = System.Activator.CreateInstance<T>();

    public string? Etag { get; private set; }

    public bool RecordExists { get; private set; }

    string? IGrainState<T>.ETag
    {
        get => Etag;
        set => Etag = value;
    }

    bool IGrainState<T>.RecordExists
    {
        get => RecordExists;
        set => RecordExists = value;
    }

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) => Guard(
        "read", () => _store.ReadStateAsync(_name, _activation.GrainId, this, cancellationToken));

    public Task WriteStateAsync(CancellationToken cancellationToken) => Guard(
        "written", () => _store.WriteStateAsync(_name, _activation.GrainId, this, cancellationToken));

    public Task ClearStateAsync(CancellationToken cancellationToken) => Guard(
        "cleared", () => _store.ClearStateAsync(_name, _activation.GrainId, this, cancellationToken));

    private async Task Guard(string done, Func<Task> operation)
    {
        try
        {
            await operation();
        }
        catch (InconsistentStateException conflict)
        {
            conflict.Writer = _activation;
            throw;
        }
        catch (Exception failure) when (failure is not (OrleansException or OperationCanceledException))
        {
            throw new OrleansException(
                $"State \"{_name}\" of {_activation.GrainId} could not be {done}: {failure.Message}", failure);
        }
    }
}

/// <summary>Makes the states that a constructor asks for.</summary>
internal static class PersistentStateFactory
{
    private const string DefaultStorage = "Default";

    public static Func<Activation, object> For(Type stateType, PersistentStateAttribute attribute)
    {
        var maker = (Maker)System.Activator.CreateInstance(typeof(Maker<>).MakeGenericType(stateType))!;
        var name = attribute.StorageName ?? DefaultStorage;
        IGrainStorage? store = null;
        return activation => maker.Make(
            activation, attribute.StateName, store ??= Find(activation.Silo.ServiceProvider, name));
    }

    private static IGrainStorage Find(IServiceProvider services, string name) =>
        services.GetKeyedService<IGrainStorage>(name)
        ?? throw new InvalidOperationException(
            $"No grain storage is named \"{name}\"; add one on the silo builder, for example AddMemoryGrainStorage.");

    private abstract class Maker
    {
        public abstract object Make(Activation activation, string name, IGrainStorage store);
    }

    private sealed class Maker<T> : Maker
    {
        public override object Make(Activation activation, string name, IGrainStorage store) =>
            new PersistentState<T>(activation, name, store);
    }
}
