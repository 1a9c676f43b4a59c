using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The host of all grains of one process: the directory of classes and the maker of references.</summary>
internal sealed partial class Silo : IClusterClient, IDisposable
{
    private readonly Lock _gate = new();
    private readonly GrainManifestBuilder _manifest;
    private readonly GrainClass[] _classes;
    private readonly Dictionary<string, GrainClass> _classByName = new(StringComparer.Ordinal);
    private object?[] _bindings = new object?[64];
    private long _observers;

    public Silo(
        IServiceProvider services,
        IOptions<SiloMessagingOptions> messaging,
        IOptions<GrainCollectionOptions> collection,
        TimeProvider time,
        ILogger<Silo> log)
    {
        (ServiceProvider, Time, Log) = (services, time, log);
        _responseTimeout = messaging.Value.ResponseTimeout;
        _collection = collection.Value;
        SweepPeriod = SweepPeriodFor(_responseTimeout, _collection);
        _manifest = GrainManifestBuilder.FromLoadedAssemblies();
        _classes = [.. _manifest.Classes.Select(type => new GrainClass(this, type))];
        foreach (var grainClass in _classes)
        {
            if (!_classByName.TryAdd(grainClass.GrainType.Name, grainClass))
            {
                throw new InvalidOperationException(
                    $"{grainClass.Type} and {_classByName[grainClass.GrainType.Name].Type} are both grain type "
                    + $"\"{grainClass.GrainType}\"; tell them apart with [GrainType].");
            }
        }
    }

    public IServiceProvider ServiceProvider { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    /// <summary>Set by the start and not before, because filters may themselves need references.</summary>
    public IIncomingGrainCallFilter[] Filters { get; private set; } = [];

    /// <summary>The classes that this host can activate.</summary>
    public IReadOnlyList<GrainClass> Classes => _classes;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrEmpty(primaryKey);
        if (grainClassNamePrefix is not null)
        {
            throw new NotSupportedException("Choosing among several classes of one interface is not supported.");
        }

        var binding = Binding<TGrainInterface>();
        return binding.Create(new GrainAddress(binding.Class, primaryKey));
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => Reference<TGrainInterface>(ClassOf(grainId.Type), grainId.Key.Text);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not TGrainObserverInterface)
        {
            throw new ArgumentException($"{obj.GetType()} does not implement {typeof(TGrainObserverInterface)}.");
        }

        var target = new ObserverTarget(this, Interlocked.Increment(ref _observers), obj);
        return Binding<TGrainObserverInterface>().Create(new GrainAddress(target));
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not GrainReference { Observer: { } target })
        {
            throw new ArgumentException("Pass the reference that CreateObjectReference returned.", nameof(obj));
        }

        target.Delete();
    }

    public TInterface Reference<TInterface>(GrainClass grainClass, string key)
    {
        if (!typeof(TInterface).IsAssignableFrom(grainClass.Type))
        {
            throw new InvalidCastException($"Grain class {grainClass.Type} does not implement {typeof(TInterface)}.");
        }

        return Binding<TInterface>().Create(new GrainAddress(grainClass, key));
    }

    public GrainClass ClassOf(GrainType type) => _classByName.GetValueOrDefault(type.Name)
        ?? throw new ArgumentException($"No grain class has the type name \"{type}\".");

    private InterfaceBinding<TInterface> Binding<TInterface>()
    {
        var bindings = Volatile.Read(ref _bindings);
        var slot = InterfaceSlot<TInterface>.Index;
        return slot < bindings.Length && bindings[slot] is { } binding
            ? (InterfaceBinding<TInterface>)binding
            : Bind<TInterface>(slot);
    }

    private InterfaceBinding<TInterface> Bind<TInterface>(int slot)
    {
        var create = _manifest.References.GetValueOrDefault(typeof(TInterface)) as Func<GrainAddress, TInterface>
            ?? throw new ArgumentException(
                $"{typeof(TInterface)} is no grain or observer interface, or its project lacks the code generator.");
        var binding = new InterfaceBinding<TInterface>(create, ServerOf(typeof(TInterface)));
        lock (_gate)
        {
            if (slot >= _bindings.Length)
            {
                var grown = new object?[Math.Max(slot + 1, _bindings.Length * 2)];
                _bindings.CopyTo(grown, 0);
                _bindings = grown;
            }

            _bindings[slot] = binding;
        }

        return binding;
    }

    private GrainClass? ServerOf(Type grainInterface)
    {
        var servers = _classes.Where(one => grainInterface.IsAssignableFrom(one.Type)).Take(2).ToArray();
        return servers.Length < 2 || typeof(IGrainObserver).IsAssignableFrom(grainInterface)
            || grainInterface == typeof(IRemindable)
            ? servers.FirstOrDefault()
            : throw new ArgumentException(
                $"{grainInterface} is implemented by {servers[0].Type} and by {servers[1].Type}; it needs one class.");
    }
}
