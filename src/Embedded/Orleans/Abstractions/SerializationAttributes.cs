namespace Orleans;

/// <summary>Marks a type that crosses grain calls. The single-process host passes it by reference.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether the primary constructor's parameters are serialised.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; } = true;
}

/// <summary>The stable number of a serialised member; unique in its type, never reused.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Class | AttributeTargets.Struct
    | AttributeTargets.Enum | AttributeTargets.Method | AttributeTargets.Interface)]
public sealed class IdAttribute(uint id) : Attribute
{
    /// <summary>The number.</summary>
    public uint Id { get; } = id;
}

/// <summary>A stable name for a type, interface or method, so that the C# name may change.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface
    | AttributeTargets.Method)]
public sealed class AliasAttribute(string alias) : Attribute
{
    /// <summary>The name.</summary>
    public string Alias { get; } = alias;
}

/// <summary>Promises that a value is not changed after it was handed over, so it need not be copied.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Property | AttributeTargets.Field
    | AttributeTargets.Parameter | AttributeTargets.Enum)]
public sealed class ImmutableAttribute : Attribute;

/// <summary>Marks the constructor that deserialisation calls.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class OrleansConstructorAttribute : Attribute;
