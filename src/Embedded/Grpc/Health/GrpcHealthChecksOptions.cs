namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Which health checks stand for which gRPC service.</summary>
public sealed class GrpcHealthChecksOptions
{
    /// <summary>The services. From the start the empty name, the whole server, stands for every check.</summary>
    public ServiceMappingCollection Services { get; } = new();
}

/// <summary>The services whose health can be asked.</summary>
public sealed class ServiceMappingCollection
{
    private readonly Dictionary<string, Func<HealthCheckMapContext, bool>> _predicates =
        new(StringComparer.Ordinal) { [""] = _ => true };

    internal IReadOnlyDictionary<string, Func<HealthCheckMapContext, bool>> Predicates => _predicates;

    /// <summary>Says which checks count for a service, instead of what was said before.</summary>
    public void Map(string name, Func<HealthCheckMapContext, bool> predicate) => _predicates[name] = predicate;
}

/// <summary>A health check, to decide whether it counts for a service.</summary>
/// <param name="name">The name of the check.</param>
/// <param name="tags">Its tags.</param>
public sealed class HealthCheckMapContext(string name, IEnumerable<string> tags)
{
    /// <summary>The name of the check.</summary>
    public string Name { get; } = name;

    /// <summary>Its tags.</summary>
    public IEnumerable<string> Tags { get; } = tags;
}
