using System.Reflection;
using CostIntel.Domain.Ledger;
using CostIntel.Grains.Partitions;

namespace CostIntel.Architecture.Tests;

/// <summary>Rules that hold for the compiled types.</summary>
public sealed class TypeRules
{
    private static readonly Assembly Domain = typeof(CostTable).Assembly;

    // What is expected, and what exceeds it, is estimated.
    private static readonly string[] Estimates =
        [
        "CostIntel.Domain.Detection", "CostIntel.Domain.Forecasting", "CostIntel.Domain.Incidents",
        "CostIntel.Domain.Telemetry", "CostIntel.Domain.Encoding.MetricSampleCodec",
        "CostIntel.Domain.Recommendations", "CostIntel.Domain.Simulation", "CostIntel.Domain.Sla",
    ];

    private static readonly Assembly Grains = typeof(IIngestPartitionGrain).Assembly;

    [Fact]
    public void The_domain_counts_money_without_floating_point() => Assert.Empty(
        from type in Domain.GetTypes()
        where !Estimates.Any(estimate => type.FullName!.StartsWith(estimate, StringComparison.Ordinal))
        from member in type.GetMembers(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where TypesOf(member).Any(used => used == typeof(double) || used == typeof(float))
        select $"{type.Name}.{member.Name}");

    [Fact]
    public void Classes_are_sealed_static_or_abstract() => Assert.Empty(
        from assembly in new[] { Domain, Grains, typeof(Server.Hosting.EngineHost).Assembly, typeof(Storage.Sql.SqlDatabase).Assembly }
        from type in assembly.GetTypes()
        where type is { IsClass: true, IsSealed: false, IsAbstract: false }
        where !type.Name.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("CostIntel", StringComparison.Ordinal) == true
        select type.FullName);

    [Fact]
    public void Grain_messages_are_immutable_and_named_and_number_their_members() => Assert.Empty(
        from type in Grains.GetTypes()
        where type.GetCustomAttribute<GenerateSerializerAttribute>() is not null && !type.IsSubclassOf(typeof(Exception))
        where type.GetCustomAttribute<ImmutableAttribute>() is null
            || type.GetCustomAttribute<AliasAttribute>() is null
            || type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Any(property => property.GetCustomAttribute<IdAttribute>() is null)
        select type.Name);

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        MethodBase method => method.GetParameters().Select(parameter => parameter.ParameterType),
        _ => [],
    };
}
