using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>One grain class in one host: how to make instances, and those that are active by key.</summary>
internal sealed class GrainClass
{
    private readonly ConcurrentDictionary<string, Activation> _activations = new(StringComparer.Ordinal);
    private readonly GrainConstructor _constructor;
    private readonly bool _filtersItself;

    public GrainClass(Silo silo, Type type)
    {
        Silo = silo;
        Type = type;
        GrainType = GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.GrainType ?? NameOf(type));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        _filtersItself = typeof(IIncomingGrainCallFilter).IsAssignableFrom(type);
        CollectionAgeInSweeps = silo.CollectionAgeInSweeps(type);
        ImplicitStreams = [.. type.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>()
            .Select(subscription => subscription.StreamNamespace)];
        _constructor = new GrainConstructor(type);
    }

    public Silo Silo { get; }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public bool IsReentrant { get; }

    public bool IsFiltered => _filtersItself || Silo.Filters.Length > 0;

    public int CollectionAgeInSweeps { get; }

    public string[] ImplicitStreams { get; }

    /// <summary>All that are in memory now; safe to enumerate while it changes.</summary>
    public IEnumerable<Activation> Activations => _activations.Select(pair => pair.Value);

    /// <summary>How many are in memory now.</summary>
    public int Count => _activations.Count;

    public object CreateInstance(Activation activation) => _constructor.Create(activation);

    /// <summary>Sends a call to the grain with this key, activating it if need be, and says where it went.</summary>
    public Activation Push(string key, GrainRequest request)
    {
        while (true)
        {
            var activation = _activations.GetOrAdd(key, static (key, owner) => new Activation(owner, key), this);
            if (activation.TryPush(request))
            {
                return activation;
            }
        }
    }

    public void Forget(Activation activation) => _activations.TryRemove(new(activation.Key, activation));

    private static string NameOf(Type type)
    {
        const string suffix = "Grain";
        var name = type.Name;
        return (name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length
            ? name[..^suffix.Length]
            : name).ToLowerInvariant();
    }
}
