namespace Orleans;

/// <summary>Converts a value to and from the surrogate in whose form it travels between processes.</summary>
/// <typeparam name="TValue">A type that knows nothing of serializers.</typeparam>
/// <typeparam name="TSurrogate">Its travelling form.</typeparam>
/// <remarks>Declared for the Cluster build; inside one process values travel as they are.</remarks>
public interface IConverter<TValue, TSurrogate>
    where TSurrogate : struct
{
    /// <summary>The value of a surrogate.</summary>
    TValue ConvertFromSurrogate(in TSurrogate surrogate);

    /// <summary>The surrogate of a value.</summary>
    TSurrogate ConvertToSurrogate(in TValue value);
}

/// <summary>Marks an <see cref="IConverter{TValue,TSurrogate}"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class RegisterConverterAttribute : Attribute;
